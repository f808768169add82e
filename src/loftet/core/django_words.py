"""Refusals of numbers by Django, said more simply: the Norwegian words are in this app's catalogue."""

from django.utils.translation import gettext_noop

SAID_SIMPLY = (
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
)
