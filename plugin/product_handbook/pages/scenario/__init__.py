"""What if: the panel, its data, and what moves the top metrics most."""
