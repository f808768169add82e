"""Needs as search finds them: what is open, and of one's own organisations all of them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.needs.models import Need
from loftet.needs.queries import is_standing, needs_read_by
from loftet.people.actor import Actor


def found_by(actor: Actor) -> QuerySet[Need]:
    """Return the needs that somebody finds: those that have run out or are closed are their owners' alone."""
    read = needs_read_by(actor.permissions)
    own = [one.organisation for one in actor.permissions.roles]
    is_found = is_standing(actor.today)
    return read.filter(is_found | Q(organisation__in=own) if own else is_found)


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
    rows=Need.objects.all,
    visible_to=found_by,
    document=document,
    related=("organisation__place",),
    unread=("search_text", "users", "constraints", "goals", "targets", "contact", "written", "shared"),
)
