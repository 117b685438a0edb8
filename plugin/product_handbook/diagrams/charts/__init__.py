"""Charts of series and of changes, as SVG that follows the page's width while its text keeps its size."""
