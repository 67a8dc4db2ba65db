"""Citations of articles: styles for people, records for reference managers and web crawlers."""
