"""The open interface: every app's router in one API with one description (OpenAPI)."""

from ninja import NinjaAPI

from loftet import __version__
from loftet.core import registry


def build_api() -> NinjaAPI:
    """Build the interface of all registered apps, each under its label."""
    api = NinjaAPI(title="Løftet", version=__version__, urls_namespace="api", docs_url=None)
    for app in registry.apps():
        if app.api is not None:
            api.add_router(f"/{app.label}/", app.api)
    return api
