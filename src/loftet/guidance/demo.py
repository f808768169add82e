"""The guidance of Demodalen, made up: that of `catalogue/demo_programme/events.toml`."""

from loftet.core.demo import Demo
from loftet.guidance.actions import agree_on_step, book_time, offer_times, take_step
from loftet.meetings.demo import FILE, Told
from loftet.people.demo import then
from loftet.programme.models import Participation


def tell_of_guidance(demo: Demo) -> None:
    """Create the talks and the steps of municipalities.

    Raises:
        InvalidInput: with the municipality whose guidance cannot be told.
    """
    for told in demo.record(FILE)["guidance"]:
        with demo.telling(FILE, f"the guidance of «{told['organisation']}»"):
            _guidance(demo, told)


def _guidance(demo: Demo, told: Told) -> None:
    """Offer times, book one for each talk, and agree on steps."""
    by = told["by"]
    participation = Participation.objects.get(
        cohort__slug=told["cohort"], organisation__slug=told["organisation"]
    )
    for one in told.get("talk", ()):
        day, begins = demo.day(one["day"]), one["begins"]
        offered = demo.day(one["offered"])
        free = then(demo, by, offered, offer_times, participation.cohort, day, begins, one["number"], 45)
        if "booked" in one:
            then(demo, one["booked_by"], demo.day(one["booked"]), book_time, free, participation)
    for one in told.get("step", ()):
        written = {"what": one["what"], "promised": one.get("promised", ""), "due": demo.day(one["due"])}
        step = then(demo, by, demo.day(one["day"]), agree_on_step, participation, written)
        if "done" in one:
            then(demo, one["done_by"], demo.day(one["done"]), take_step, step)
