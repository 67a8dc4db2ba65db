"""Pages and what collects them: HTML, feeds, EPUB books, web archives."""
