"""Formats: one module each, that reads records or writes them with a loss report."""
