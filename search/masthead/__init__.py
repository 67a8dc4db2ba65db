"""What stands at the top of every page: the archive's name, and the colours it is shown in."""
