"""What the reader sees: one module and one template a kind of page."""
