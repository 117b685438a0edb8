"""What if, on a page."""
