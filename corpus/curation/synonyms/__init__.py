"""Equal words: the list that comes with the program, and what editors make of it."""
