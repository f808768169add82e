"""Commands: what whoever runs the site has sent."""
