"""Things that run beside each other."""
