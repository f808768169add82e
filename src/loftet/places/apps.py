"""Places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Municipalities, counties and regions as rows that others can point to."""

    name = "loftet.places"
