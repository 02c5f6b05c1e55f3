"""Write static pictures as SVG."""
