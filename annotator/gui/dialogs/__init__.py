"""Dialogs: who is working, long jobs, export, errors."""
