"""Equal words: sets of words and phrases that searches take for one."""
