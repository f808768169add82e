"""Commands: what whoever runs the site does with people and organisations."""
