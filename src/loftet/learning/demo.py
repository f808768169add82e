"""The experiences of Demodalen, made up, and a course that somebody has taken."""

from collections.abc import Mapping
from typing import Any

from loftet.contracts.models import Contract
from loftet.core.demo import Demo
from loftet.learning.actions import finish_course, publish_experience, say_helped, write_experience
from loftet.learning.models import Experience
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.projects.models import Project
from loftet.solutions.models import Solution

FILE = "learning.toml"
TEXTS = ("title", "outcome", "done", "effect", "failed", "cost", "contact", "indicator")
Told = Mapping[str, Any]


def tell_of_learning(demo: Demo) -> None:
    """Create the experiences, whom they helped, and the courses that are taken.

    Raises:
        InvalidInput: with what cannot be told.
    """
    record = demo.record(FILE)
    for told in record["experience"]:
        with demo.telling(FILE, f"«{told.get('title')}»"):
            _experience(demo, told)
    for told in record["finished"]:
        with demo.telling(FILE, f"«{told.get('course')}»"):
            _finished(demo, told)


def _experience(demo: Demo, told: Told) -> None:
    by, day = told["by"], demo.day(told["day"])
    organisation = Organisation.objects.select_related("place").get(slug=told["organisation"])
    written = {name: " ".join(told[name].split()) for name in TEXTS if name in told} | _ties(told)
    experience = then(demo, by, day, write_experience, organisation, written)
    then(demo, by, day, publish_experience, experience)
    for one in told.get("helped", ()):
        read = Experience.objects.get(pk=experience.pk)
        helped = Organisation.objects.select_related("place").get(slug=one["organisation"])
        then(demo, one["by"], demo.day(one["day"]), say_helped, read, helped, one["used_in"])


def _ties(told: Told) -> dict[str, Any]:
    """Return what an experience comes from, by its title."""
    found: dict[str, Any] = {}
    for name, model in (("need", Need), ("project", Project), ("solution", Solution)):
        if title := told.get(name):
            found[name] = model._default_manager.get(title=title)
    if title := told.get("contract"):
        found["contract"] = Contract.objects.get(procurement__title=title)
    return found


def _finished(demo: Demo, told: Told) -> None:
    then(demo, told["by"], demo.day(told["day"]), finish_course, told["course"])
