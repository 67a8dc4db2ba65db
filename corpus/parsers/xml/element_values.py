"""XML elements as values: attributes and children by name, paragraphs as text."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from corpus.importing.html_text import tree_to_text

# Elements within a text, by the names that HTML and other schemas give them.
_PARAGRAPHS = {"para", "paragraph", "par", "paragraphe", "absatz", "parrafo", "ab"}
_LINES = {"lb", "line", "l"}
_INLINE = {
    *("p", "br", "b", "i", "em", "strong", "a", "span", "div", "ul", "ol", "li", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hi", "u", "sup", "sub", "font", "q", "emph", "bold"),
    *("italic", "figure", "img", "table", "tr", "td", "th", "pb", "cb", "foreign", "persname"),
    *("placename", "orgname", "name", "rs", "hl2", "hr", "pre", "code", "tbody", "thead", "ref"),
    *("graphic", "quote", "list", "item", "row", "cell", "note", "block", "person", "location"),
    *("org", "num", "money", "chron", "event", "function", "object.title", "virtloc", "s", "w"),
    *("head", "lg", "figcaption", "caption", "section", "article", "sec", "title"),
}
_TEXTUAL = _INLINE | _PARAGRAPHS | _LINES
_BLOCKS = _PARAGRAPHS | {"p"}
_STRONG = _PARAGRAPHS | _LINES | {"p", "br", "b", "i", "em", "strong", "a", "span", "hi", "h2"}
# Elements that are named by an attribute: of databases, Solr and spreadsheets.
_NAMED = {
    "field",
    "column",
    "property",
    "str",
    "arr",
    "date",
    "int",
    "long",
    "value",
    "item",
    "att",
}
_NAMING = ("name", "key", "Name", "id")
_MAX_DEPTH = 12


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def element_text(element: etree._Element) -> str:
    """Return an element's text, one paragraph a block."""
    plain = copy.deepcopy(element)
    plain.tail = None
    for inner in plain.iter():
        name = local_name(inner).lower()
        if name in _PARAGRAPHS:
            inner.tag = "p"
        elif name in _LINES:
            inner.tag = "br"
    return tree_to_text(plain)


def element_value(element: etree._Element, depth: int = 0) -> Any:
    """Return an element as text, where it holds text, else as an object of its parts.

    Attributes are parts, too; children of one name are a list.
    """
    children = [child for child in element if isinstance(child.tag, str)]
    if _is_textual(element, children) or depth > _MAX_DEPTH:
        text = element_text(element) if children else (element.text or "")
        attributes = _attributes(element)
        return {"#text": text, **attributes} if attributes else text
    value: dict[str, Any] = _attributes(element)
    named = _naming_attribute(children)
    for child in children:
        name = child.get(named, "") if named else local_name(child)
        inner = element_text(child) if named else element_value(child, depth + 1)
        if name not in value:
            value[name] = inner
        elif isinstance(value[name], list):
            value[name].append(inner)
        else:
            value[name] = [value[name], inner]
    if (element.text or "").strip():
        value.setdefault("#text", (element.text or "").strip())
    return value


def _naming_attribute(children: list[etree._Element]) -> str:
    """The attribute that names the parts of a record, as in `<field name="title">`, or ""."""
    for attribute in _NAMING:
        names = [child.get(attribute) for child in children]
        are_names = len(children) > 1 and all(names) and len(set(names)) == len(names)
        if are_names and all(local_name(child).lower() in _NAMED for child in children):
            return attribute
    return ""


def _is_textual(element: etree._Element, children: list[etree._Element]) -> bool:
    """Whether an element holds a text: nothing but letters, or elements that texts have."""
    if not children:
        return True
    names = {local_name(child).lower() for child in children}
    mixed = any((child.tail or "").strip() for child in children)
    if mixed and len(" ".join(child.tail or "" for child in children)) > 20:
        return True
    if not names <= _TEXTUAL:
        return False
    return bool(names & _STRONG) or any(
        local_name(one).lower() in _BLOCKS for one in element.iter()
    )


def _attributes(element: etree._Element) -> dict[str, Any]:
    return {
        etree.QName(str(name)).localname: str(value)
        for name, value in element.attrib.items()
        if not str(name).startswith("{http://www.w3.org/XML/") and value
    }
