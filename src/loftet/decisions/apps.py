"""Decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Political and administrative anchoring."""

    name = "loftet.decisions"
