"""Parts that reuse shows of a project: its adopters, on its page and in its file, and the ways to them."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from loftet.core.actor import actor_of
from loftet.core.pages import Button
from loftet.core.panels import Panel
from loftet.people.actor import Actor
from loftet.projects.models import Project
from loftet.reuse.queries import able_to_adopt, next_adopters, spread_of
from loftet.reuse.rules import may_offer


def on_project(request: HttpRequest, subject: Project) -> Panel | None:
    """Show who has taken a project over, and how far it has spread."""
    if not subject.adopters.exists():
        return None
    return Panel("reuse/parts/on_project.html", {"spread": spread_of(subject, actor_of(request).today)})


def ways(project: Project, actor: Actor) -> Iterator[Button]:
    """Yield the button by which a project is offered, and the one by which it is taken over."""
    is_offered = hasattr(project, "reuse")
    if may_offer(actor, project):
        words = _("Change what others read") if is_offered else _("Let others take it over")
        yield Button(words, reverse("project_reuse_edit", args=[project.pk]), sends=False)
    if project.is_over and is_offered:
        takes_over = able_to_adopt(project, actor)
        words = _("Take it over") if takes_over else _("Read what others can take over")
        yield Button(words, reverse("project_reuse", args=[project.pk]), sends=False)


def plan_rows(project: Project, _actor: Actor) -> Iterator[tuple[object, ...]]:
    """Yield the adopters of a project, and who should be the next ones."""
    for adopter in project.adopters.select_related("place"):
        yield "adopter", adopter.note, adopter, None, "", None, localdate(adopter.when), None, ""
    if hasattr(project, "reuse"):
        for ahead in next_adopters(project, project.effects.all()):
            yield "next adopter", ahead.reason, ahead.place.name, None, "", None, None, None, ""
