"""The part that one-to-one meetings show on the page of a team: whom it asks, who asks it, its notes."""

from django.http import HttpRequest

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.meetings.models import Team
from loftet.meetings.signed import team_word
from loftet.one_to_one.queries import asked_of, notes_for
from loftet.one_to_one.rules import frame_of, may_answer, may_ask


def on_team(request: HttpRequest, subject: Team) -> Panel | None:
    """Show what a team asks for, answers and confirms, where its meeting has one-to-one meetings."""
    frame = frame_of(subject.event)
    if frame is None:
        return None
    actor = actor_of(request)
    return Panel(
        "one_to_one/parts/on_team.html",
        {
            "word": team_word(subject.pk),
            "asks": bool(may_ask(actor, subject)),
            "asked": asked_of(subject, frame),
            "answers": bool(may_answer(actor, subject)),
            "notes": notes_for(subject),
        },
    )
