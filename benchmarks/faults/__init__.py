"""What a running site does when its files are damaged; each rig has a positive control."""
