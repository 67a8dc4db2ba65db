"""What people change: corrections, furniture, the bin, and the way back from each."""
