"""Needs as search finds them: what is open, and of one's own organisations all of them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.needs.models import Need
from loftet.needs.queries import is_standing
from loftet.people.actor import Actor


def found(actor: Actor) -> Q:
    """Return the condition on what is found: what has run out or is closed is found by its owners alone."""
    own = [one.organisation for one in actor.permissions.roles]
    is_found = is_standing(actor.today)
    return is_found | Q(organisation__in=own) if own else is_found


def document(need: Need) -> SearchDocument:
    """Return what search reads of a need: no budget, and no name of a person."""
    owner = need.organisation
    text = f"{need.problem}\n{need.effect}\n{owner.name}"
    return record_document(
        need, "need", title=need.title, text=text, note=need.note, language=owner.official_form
    )


NEEDS = RecordSource(
    kind="need",
    words=_("need"),
    many=_("Needs"),
    model=Need,
    found=found,
    document=document,
    related=("organisation__place",),
    unread=("search_text", "users", "constraints", "goals", "targets", "contact", "written", "shared"),
)
