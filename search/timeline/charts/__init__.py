"""Charts of searches over time: places and labels, without markup."""
