"""The parts that a market dialogue shows on the page of its meeting place, and of a team that comes to it."""

from django.http import HttpRequest

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.core.words import page_language
from loftet.dialogues.actions import input_of
from loftet.dialogues.models import MarketNotice
from loftet.dialogues.queries import least_volumes
from loftet.dialogues.rules import (
    may_ask_by_link,
    may_read_inputs,
    may_see_input,
    may_write_input,
)
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.people.actor import Actor


def on_event_aside(_request: HttpRequest, subject: Event) -> Panel | None:
    """Show that all is the same for all, with the number of the notice on Doffin."""
    if not subject.kind_of.is_market:
        return None
    notice = MarketNotice.objects.filter(event=subject).first()
    return Panel("dialogues/parts/on_event.html", {"event": subject, "notice": notice})


def on_event_text(_request: HttpRequest, subject: Event) -> Panel | None:
    """Show in English what the dialogue is about."""
    if page_language() != "en" or not subject.kind_of.is_market:
        return None
    notice = MarketNotice.objects.filter(event=subject).exclude(english="").first()
    return Panel("dialogues/parts/on_event_text.html", {"notice": notice}) if notice else None


def on_team(request: HttpRequest, subject: Team) -> Panel:
    """Link a firm to its answer in writing, and a team to the form in which it asks."""
    actor = actor_of(request)
    return Panel(
        "dialogues/parts/on_team.html",
        {
            "word": team_word(subject.pk),
            "asks_question": bool(may_ask_by_link(actor, subject)),
            "inputs": bool(may_see_input(actor, subject)),
            "writes_input": bool(may_write_input(actor, subject)),
            "has_input": input_of(subject).pk is not None,
        },
    )


def volumes_told(actor: Actor, event: Event) -> str:
    """Return the range of the smallest volumes that firms deliver, for those who read their answers."""
    least = least_volumes(event)  # one query, where the permission takes several
    return least.sentence if least and may_read_inputs(actor, event) else ""
