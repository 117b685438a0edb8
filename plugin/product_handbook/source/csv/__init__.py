"""CSV with places."""
