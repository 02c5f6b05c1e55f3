"""Hold the commands, one module a group: parse, call the library once, print."""
