"""Templates whose lines are wrapped for people: a line break and its indentation count as one space.

So a template keeps short lines, and the pages made of it stay as light as if it had none.
"""

import re

from django.template import Origin
from django.template.loaders import app_directories

# Text areas and preformatted text keep their lines.
WRAPPED = re.compile(r"(<(textarea|pre)\b.*?</\2>)|\s*\n\s*", re.DOTALL)


class Loader(app_directories.Loader):
    """Load the templates of the apps; texts that are not HTML keep their lines."""

    def get_contents(self, origin: Origin) -> str:
        """Return the source of a template, with one space where a line of HTML ends."""
        source: str = super().get_contents(origin)
        return (
            WRAPPED.sub(lambda found: found[1] or " ", source)
            if str(origin.name).endswith(".html")
            else source
        )
