"""The evaluations of the meeting places of Demodalen, made up: in `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.evaluations.actions import tell_outcome
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event, Team
from loftet.people.demo import then


def tell_of_evaluations(demo: Demo) -> None:
    """Create what teams tell after an event."""
    tell_of_each(demo, "the evaluation", _evaluations)


def _evaluations(demo: Demo, told: Told, event: Event) -> None:
    for one in told.get("told", ()):
        team = Team.objects.get(event=event, organisation__slug=one["organisation"])
        answer = {name: one.get(name, "") for name in ("useful", "learned", "better", "result", "why")}
        then(demo, one["by"], demo.day(one["day"]), tell_outcome, team, answer)
