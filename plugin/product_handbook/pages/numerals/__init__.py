"""Numbers as readers see them, in the language of the site."""
