"""Cards and edges that Graphviz lays out."""
