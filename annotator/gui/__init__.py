"""The window: PySide6, one folder per screen. No screen writes; each asks the workspace."""
