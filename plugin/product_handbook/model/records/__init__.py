"""The records, one module a file of the format."""
