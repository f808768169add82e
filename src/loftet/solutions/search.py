"""Solutions as search finds them: those that are published, and of one's own organisations all of them."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.solutions.models import Solution


def document(one: Solution) -> SearchDocument:
    """Return what search reads of a solution, with the name of who offers it."""
    owner = one.organisation
    return record_document(
        one,
        "solution",
        title=one.title,
        text=f"{one.problem}\n{one.what}\n{one.effect}\n{owner.name}",
        note=one.note,
        language=owner.official_form,
    )


SOLUTIONS = RecordSource(
    kind="solution",
    words=_("solution"),
    many=_("Solutions"),
    model=Solution,
    document=document,
    related=("organisation__place",),
    unread=("search_text", "goals", "targets", "delivers", "languages", "markets", "written", "published"),
)
