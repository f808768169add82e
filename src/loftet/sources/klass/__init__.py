"""KLASS, the classifications of Statistics Norway: codes of places, their changes and their groups."""
