"""Coverage-guided fuzzing of everything that strangers can send."""
