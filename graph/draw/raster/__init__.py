"""Print the SVG of a drawing: as pixels, or as a page."""
