"""Rules on what others take over: who offers it, and who says that a municipality wants it."""

from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.projects.models import Project, State
from loftet.projects.rules import leads


def may_offer(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may write what others can take over: when the project is finished."""
    if project.state != State.FINISHED:
        return Denied(_("Others take over what is finished. Finish the project first."))
    return leads(actor, project)


def may_adopt(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may say that a municipality wants what a project offers."""
    if not hasattr(project, "reuse"):
        return Denied(_("The project has not said yet what others can take over."))
    if actor.permissions.held_in(*WRITES, among=SPEAKS_FOR_ITS_PLACE):
        return ALLOWED
    return Denied(_("Those who write needs for a municipality do this."))
