"""The export window: what, in which format, what it cannot hold, and fixes."""
