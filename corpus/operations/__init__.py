"""Keeping an archive for years: backup, restore, and databases of newer versions."""
