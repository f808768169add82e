"""Decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Political and administrative anchoring."""

    name = "loftet.decisions"

    def ready(self) -> None:
        """Take part in what other packages show, tell, ask and keep."""
        from loftet.decisions.registered import register  # here, because only now are there models

        register()
