"""The adopters of the projects of Demodalen, made up: read from `catalogue/demo_programme/projects.toml`."""

from loftet.core.demo import Demo
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.projects.demo import FILE, Told, values_without
from loftet.projects.models import Project
from loftet.reuse.actions import adopt_project, name_adopter_abroad, write_reuse


def tell_of_reuse(demo: Demo) -> None:
    """Create the offers of projects, and those who took them over.

    Raises:
        InvalidInput: with the project that cannot be told.
    """
    for told in demo.record(FILE)["project"]:
        with demo.telling(FILE, f"the project «{told.get('title')}»"):
            if one := told.get("reuse"):
                project = Project.objects.get(title=told["title"], lead__slug=told["lead"])
                offer = values_without(demo, one, "day")
                then(demo, told["by"], demo.day(one["day"]), write_reuse, project, offer, 0)
            for one in told.get("adopter", ()):
                project = Project.objects.get(title=told["title"], lead__slug=told["lead"])
                _adopter(demo, one, project, told["by"])


def _adopter(demo: Demo, one: Told, project: Project, by: str) -> None:
    if "abroad" in one:
        written = {name: one[name] for name in ("abroad", "note")}
        then(demo, by, demo.day(one["day"]), name_adopter_abroad, project, written)
        return
    organisation = Organisation.objects.select_related("place").get(slug=one["organisation"])
    then(demo, one["by"], demo.day(one["day"]), adopt_project, project, organisation)
