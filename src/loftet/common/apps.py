"""Numbers and words in templates, without models."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Numbers and words in templates, without models."""

    name = "loftet.common"
