"""YAML with places."""
