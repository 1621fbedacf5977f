"""Documents, spans, schemes and edits: values and pure functions, standard library only."""
