"""Hold the named questions, one file each."""
