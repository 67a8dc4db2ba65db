"""From the fields of a record to an article: title, authors, source, date, language."""
