"""News in XML and SGML, and the safe way to parse XML from strangers."""
