"""A project of four municipalities of Demodalen, of which the demo's figures show what was planted."""

from datetime import date

from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.projects.actions import add_effect, add_part, begin_project, start_project
from loftet.projects.models import ExpectedEffect, Partner, Project
from tests.people.partnership import acting_as, hire

MUNICIPALITIES = ("nedre-demodal", "ovre-demodal", "fossvang", "tjernli")


def waste_project() -> tuple[Project, Actor]:
    """Return a project that has begun, with its effect frozen, and who leads it."""
    made = []
    for slug in MUNICIPALITIES:
        place = Place.objects.get(slug=slug)
        made.append(Organisation.objects.create(slug=slug, name=place.name, kind="municipality", place=place))
    actor = acting_as(hire("lars@nedre-demodal.example", made[0], RoleKind.BUSINESS_ADVISER))
    written = {"title": "Mindre mat i søpla", "starts_on": date(2023, 1, 16)}
    project = start_project(made[0], written, actor=actor)
    for one in made[1:]:
        add_part(project, Partner(), {"organisation": one}, actor=actor)
    effect = {"indicator": "household_waste", "size": 30, "by_year": 2025}
    add_effect(project, ExpectedEffect(), effect, actor=actor)
    return begin_project(project, {"staff": "Drøfta"}, actor=actor), actor
