"""One file for each format. A new one is added by adding its file, with a `FORMAT` in it."""
