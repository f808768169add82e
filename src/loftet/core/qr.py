"""QR codes of addresses, drawn in a page: who holds a paper opens the page that it was printed from."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

KEPT = 512


@lru_cache(maxsize=KEPT)
def qr_code(text: str) -> SafeString:
    """Return a text as a QR code in SVG, one unit a module, with the quiet zone that readers need."""
    drawn = segno.make_qr(text, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - numbers alone: the text is in the modules
