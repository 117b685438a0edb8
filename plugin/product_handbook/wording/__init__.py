"""Numbers, units, periods and counts in words, in the site's language."""
