"""`handbook.json`: the whole handbook for scripts and other programs, and the JSON Schema that explains it."""
