"""What outlets are called."""
