"""Actions on what others take over: offered, taken over by a municipality, named abroad."""

from collections.abc import Mapping
from typing import Any

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.core.versions import save_next_version
from loftet.needs.actions import write_need
from loftet.needs.queries import Origin, written_from
from loftet.needs.rules import may_see as need_is_open_to
from loftet.needs.rules import may_write
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.projects.actions import ACTS_FOR
from loftet.projects.models import Project
from loftet.reuse.models import Adopter, ReusePage
from loftet.reuse.rules import may_adopt, may_offer


@action("project.offered", rule=may_offer, creates=True, acting_for=ACTS_FOR)
def write_reuse(project: Project, written: Mapping[str, Any], version: int, *, actor: Actor) -> ReusePage:
    """Create or change the page of what others can take over; `version` is 0 where there was none.

    Raises:
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    page = ReusePage.objects.filter(project=project).first()
    if page is None:
        page = ReusePage(project=project, version=0, published=actor.now)
    return save_next_version(page, version, written)


@action("project.adopted", rule=may_adopt, creates=True)
def adopt_project(project: Project, organisation: Organisation, *, actor: Actor) -> Adopter:
    """Create an adopter, and the draft of its need, made from the project's need and challenge.

    Raises:
        NotAllowed: when the actor writes no needs for the organisation.
        InvalidInput: when its place took part, or has taken the project over already.
    """
    demand(may_write(actor, organisation))
    adopter = Adopter(project=project, when=actor.now, by=actor.person)
    set_values(adopter, {"place": organisation.place})
    need = next((one for one in project.needs.all() if need_is_open_to(actor, one)), None)
    written = written_from(Origin(project.challenge, None, need), organisation)
    written |= {"title": project.title, "effect": project.result or project.text}
    adopter.need = write_need(organisation, written, actor=actor)
    adopter.save()
    return adopter


@action("project.adopted", rule=may_offer, creates=True, acting_for=ACTS_FOR)
def name_adopter_abroad(project: Project, written: Mapping[str, Any], *, actor: Actor) -> Adopter:
    """Create an adopter abroad, as the one that leads the project says.

    Raises:
        InvalidInput: when a value is refused.
    """
    adopter = Adopter(project=project, when=actor.now, by=actor.person)
    set_values(adopter, written)
    adopter.save()
    return adopter
