"""The value web: parties around the company, and what flows between them."""
