"""What forms need from `core`: `{% load core %}`."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from loftet.core.submissions import FIELD

register = template.Library()


@register.simple_tag
def submission_word() -> SafeString:
    """Render the hidden one-time word of a form that creates something."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16))
