"""The formats of downloads, one file each."""
