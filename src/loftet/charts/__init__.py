"""Charts: a view's numbers → one specification → SVG, with its table beside it.

Importing this package, or any module in it but `line_spec`, brings in neither Altair nor vl-convert;
they are imported when the first chart is drawn.
"""
