"""How rows and log are written: what an import stores, and the changes that are logged."""
