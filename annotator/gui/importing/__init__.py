"""The import window: files, what they are and whose, and what came of them."""
