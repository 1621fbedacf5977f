"""The Review screen: where readings differ, settled by keyboard."""
