"""Commands: what whoever runs the site does with the programme."""
