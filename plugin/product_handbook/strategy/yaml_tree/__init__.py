"""From the text of a YAML file to its tree of nodes, or to what is wrong with it."""
