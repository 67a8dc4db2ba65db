"""Terms, document sets and positions of several segments, as arrays."""
