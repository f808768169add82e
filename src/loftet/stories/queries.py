"""Queries of stories: what somebody may read, and the projects that an organisation can tell of."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.projects.models import Project
from loftet.projects.rules import ACTS
from loftet.stories.models import State, Story
from loftet.stories.rules import readable


def stories_read_by(actor: Actor) -> QuerySet[Story]:
    """Return the stories that somebody may read, without the points of their pictures."""
    rows = Story.objects.filter(readable(actor)).select_related("picture")
    return rows.defer("picture__content")


def stories_in_order(actor: Actor) -> QuerySet[Story]:
    """Return them as a list shows them: what waits, one's own drafts, and then the newest."""
    rank = Case(
        When(state=State.OFFERED, then=Value(0)),
        When(state=State.DRAFT, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = stories_read_by(actor).select_related("organisation").annotate(rank=rank)
    return rows.order_by("rank", "-published", "-pk")


def projects_told_of(organisation: Organisation) -> QuerySet[Project]:
    """Return the projects that an organisation can tell of: those under way or over that it takes part in."""
    in_it = Q(lead=organisation) | Q(partners__organisation=organisation)
    return Project.objects.filter(in_it, begun__isnull=False).distinct().order_by("title")


def organisations_told_for(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody writes stories of: one's own before those by delegation."""
    acted_for = actor.permissions.acted_for(*ACTS, among=SPEAKS_FOR_ITS_PLACE)
    return [one for one in acted_for if one.place_id is not None]
