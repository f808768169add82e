"""The stories of Demodalen, made up: read from `catalogue/demo_programme/stories.toml`."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from loftet.charts.png import png_of
from loftet.core.demo import FOLDER, Demo
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.projects.models import Project
from loftet.stories.actions import approve_story, offer_story, set_picture, write_story
from loftet.stories.pictures import draw_again

FILE = "stories.toml"
TOLD = ("title", "text", "figure", "figure_source", "quote", "quote_by")
FOR_CLASS = ("class_question", "class_text", "class_task")


def tell_of_stories(demo: Demo) -> None:
    """Create the stories, with their pictures.

    Raises:
        InvalidInput: with the story that cannot be told.
    """
    for told in demo.record(FILE)["story"]:
        with demo.telling(FILE, f"the story «{told.get('title')}»"):
            _story(demo, told)


def _story(demo: Demo, told: Mapping[str, Any]) -> None:
    by, day = told["by"], demo.day(told["day"])
    written: dict[str, Any] = {name: told[name] for name in (*TOLD, *FOR_CLASS) if name in told}
    written["project"] = Project.objects.get(title=told["project"])
    if agreed := told.get("quote_agreed_on"):
        written["quote_agreed_on"] = demo.day(agreed)
    story = then(demo, by, day, write_story, Organisation.objects.get(slug=told["organisation"]), written)
    if picture := told.get("picture"):
        story = _pictured(demo, by, day, story, picture)
    story = then(demo, by, day, offer_story, story)
    if approved := told.get("approved"):
        then(demo, approved["by"], demo.day(approved["day"]), approve_story, story)


def _pictured(demo: Demo, by: str, day: date, story: Any, picture: Mapping[str, str]) -> Any:
    """Set the picture: a drawing of the catalogue, sent as a PNG."""
    drawing = (demo.catalogue / FOLDER / picture["file"]).read_text(encoding="utf-8")
    file = png_of(drawing)
    said = {name: picture[name] for name in ("alt", "credit", "licence", "people")}
    return then(demo, by, day, set_picture, story, draw_again(len(file), BytesIO(file)), said)
