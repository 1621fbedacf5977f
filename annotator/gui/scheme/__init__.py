"""The editor of the scheme: labels, attributes, relation types, guidelines."""
