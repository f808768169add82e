"""Charts: numbers to SVG, each with its table beside it, and SVG to PNG.

Importing a module of this package brings in no renderer; that of PNG is loaded for the first picture.
"""
