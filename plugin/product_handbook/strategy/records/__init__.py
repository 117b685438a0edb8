"""The strategy files as frozen records: one module a file, every field with the line that explains it to editors."""
