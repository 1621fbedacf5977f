"""Agreement between annotators: alignment, coefficients, cases. Pure functions of columns of spans."""
