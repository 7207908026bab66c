"""Files to take away, read back by programs that did not write them."""
