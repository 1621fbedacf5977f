"""Annotator: who claims what, on whose word."""

__version__ = "0.1.0"
