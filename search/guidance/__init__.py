"""What helps a reader on: how a query was read, what its parts find, ways out of dead ends."""
