"""Compare two states of facts by what they mean, from folders or from a git repository."""
