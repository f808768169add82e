"""The app `notes`, as Django sees it."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes of an organisation."""

    name = "examples.notes"
