"""The Annotate screen: queue, article, inspector."""
