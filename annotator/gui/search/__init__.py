"""Search over all texts."""
