"""The text of a block once more, elsewhere on the page: `{% load blocks %}`, in a base template alone."""

import html
import re

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags

register = template.Library()
SPACES = re.compile(r"\s+")


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> str:
    """Return what a page has filled into a block, as plain text in one line; empty where it has not."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return ""
    return SPACES.sub(" ", html.unescape(strip_tags(block.render(context)))).strip()
