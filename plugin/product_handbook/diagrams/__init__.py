"""Pictures: Graphviz lays out, our SVG draws."""
