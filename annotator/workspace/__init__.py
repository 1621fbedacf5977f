"""The only door of window and command line to a project: read, execute, undo, import, export."""
