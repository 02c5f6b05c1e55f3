"""Write the page: what it shows, and how it is asked."""
