"""The one-to-one meetings of Demodalen, made up: those of `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.meetings.demo import Told, tell_of_each
from loftet.meetings.models import Event, Team
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import answer_wish, ask_for_meetings
from loftet.one_to_one.models import OneToOne
from loftet.people.demo import then

FRAME = ("slots", "tables", "minutes", "gap", "most", "guide")


def tell_of_meetings(demo: Demo) -> None:
    """Set one-to-one meetings up, let firms ask for them, and let those who are asked answer."""
    tell_of_each(demo, "the one-to-one meetings", _meetings)


def _meetings(demo: Demo, event_told: Told, event: Event) -> None:
    if (told := event_told.get("one_to_one")) is None:
        return
    written = {name: told[name] for name in FRAME if name in told}
    day = demo.day(told["day"]) if "day" in told else event.day
    written |= {"day": day, "begins": told["begins"], "wishes_by": demo.day(told["wishes_by"])}
    frame = then(demo, event_told["by"], demo.day(told["set_up"]), set_up, event, written, 0)
    OneToOne.objects.filter(pk=frame.pk).update(seed=told["seed"])  # the demo is the same each time
    keys = dict(event.teams.values_list("organisation__slug", "pk"))
    for firm, buyers in told["wishes"].items():
        team = Team.objects.get(pk=keys[firm])
        wanted = [keys[one] for one in buyers]
        then(demo, team.email, demo.day(told["asked"]), ask_for_meetings, team, wanted, [])
    if "answered" in told:
        for wish in frame.wishes.all():
            asked = Team.objects.get(pk=wish.buyer_id)
            then(demo, asked.email, demo.day(told["answered"]), answer_wish, asked, wish, {"answer": "yes"})
