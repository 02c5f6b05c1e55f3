"""Hold the facts that are shipped with Communiqué."""
