"""Solutions as search finds them: those that are published, and of one's own organisations all of them."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, owned_document
from loftet.solutions.models import Solution

SOLUTIONS = RecordSource(
    kind="solution",
    words=_("solution"),
    many=_("Solutions"),
    model=Solution,
    document=owned_document("solution", "problem", "what", "effect", note=lambda one: one.note),
    related=("organisation__place",),
    unread=("search_text", "goals", "targets", "delivers", "languages", "markets", "written", "published"),
)
