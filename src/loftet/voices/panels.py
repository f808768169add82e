"""Parts that voices show on pages of earlier apps: open questions, and what builds on input."""

from django.http import HttpRequest

from loftet.challenges.models import Challenge
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.geography.place import Kind
from loftet.needs.models import Need
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.projects.models import Project
from loftet.voices.models import VoiceQuestion
from loftet.voices.queries import open_on, questions_on
from loftet.voices.rules import handles, may_set_up
from loftet.voices.sentences import state_words

MOST_SHOWN = 5


def on_municipality(request: HttpRequest, subject: Place) -> Panel | None:
    """Show the questions of a municipality that take input now."""
    if subject.kind != Kind.MUNICIPALITY:
        return None
    rows = VoiceQuestion.objects.filter(open_on(actor_of(request).today), organisation__place=subject)
    questions = list(rows.order_by("closes_on", "pk")[:MOST_SHOWN])
    if not questions:
        return None
    return Panel("voices/parts/on_municipality.html", {"questions": questions, "place": subject})


def on_subject(request: HttpRequest, subject: Need | Challenge | Project) -> Panel | None:
    """Show the questions about a need, a challenge or a project, and those that it was made from."""
    today = actor_of(request).today
    lines = [(one, state_words(one, today)) for one in questions_on(subject)[:MOST_SHOWN]]
    return Panel("voices/parts/on_subject.html", {"lines": lines}) if lines else None


def on_organisation(request: HttpRequest, subject: Organisation) -> Panel | None:
    """Show those of a municipality the way to what it asks, reads and answers."""
    if subject.kind != OrganisationKind.MUNICIPALITY:
        return None
    actor = actor_of(request)
    if not (may_set_up(actor, subject) or handles(actor, subject)):
        return None
    return Panel("voices/parts/on_organisation.html", {"organisation": subject})
