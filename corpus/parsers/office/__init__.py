"""Documents of office programs: PDF, Word."""
