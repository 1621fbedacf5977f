"""The command line, for scripts and servers: click."""
