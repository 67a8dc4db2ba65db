"""How records become articles: in this process, or in several."""
