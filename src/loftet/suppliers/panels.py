"""Parts that suppliers show on pages of earlier apps: where somebody signs in."""

from typing import Any

from django.http import HttpRequest

from loftet.core.panels import Panel


def on_sign_in(_request: HttpRequest, _subject: Any) -> Panel | None:
    """Show a firm that nobody has invited where it begins."""
    return Panel("suppliers/parts/on_sign_in.html", {})
