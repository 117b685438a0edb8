"""Product strategy files, kept in git, as a linked and checked handbook."""
