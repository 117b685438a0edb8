"""Where each page and object lives, and links between them."""
