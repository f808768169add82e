"""People."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, organisations, roles, sign-in."""

    name = "loftet.people"
