"""The article view: text with its spans, drawn by ourselves."""
