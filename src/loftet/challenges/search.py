"""Challenges of regions as search finds them: those that stand."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge
from loftet.challenges.queries import challenge_name
from loftet.core.search import RecordSource, SearchDocument, record_document


def document(one: Challenge) -> SearchDocument:
    """Return what search reads of a challenge: its names and what the region says of it.

    The sentence that was found is left out: it names municipalities, some of which may be hidden today.
    """
    names = [name for name in (one.name_nb, one.name_nn, one.name_en, one.title) if name]
    title = challenge_name(one)
    return record_document(
        one,
        "challenge",
        title=title,
        names=names,
        text=f"{one.text}\n{one.region.name}",
        note=one.region.name,
        language=one.language if one.title else "",
    )


CHALLENGES = RecordSource(
    kind="challenge",
    words=_("shared challenge"),
    many=_("Shared challenges"),
    model=Challenge,
    found=lambda _actor: Q(withdrawn=None),
    document=document,
    related=("region",),
)
