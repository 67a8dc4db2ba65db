"""HTTP: views, parameters, JSON, error pages, health, and the start of the server."""
