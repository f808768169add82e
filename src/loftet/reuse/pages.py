"""The offer of a project to others: its page, its form, «we want this», and places abroad."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, PostPage, RecordPage, VersionPage
from loftet.core.saving import reread
from loftet.effects.cards import cards_of
from loftet.invalid_input import InvalidInput
from loftet.needs.rules import may_write
from loftet.people.pages.base import OfOrganisationMixin
from loftet.projects.models import Project
from loftet.projects.pages.project import OfProject
from loftet.projects.rules import leads, may_see
from loftet.reuse.actions import adopt_project, name_adopter_abroad, write_reuse
from loftet.reuse.forms import AbroadForm, ReuseForm
from loftet.reuse.models import ReusePage
from loftet.reuse.queries import able_to_adopt, next_adopters, spread_of
from loftet.reuse.rules import may_offer


class ReuseOfProject(OfProject, RecordPage):
    """The offer: what to ask for, what it costs, what the figures say, what failed."""

    rule = may_see
    template_name = "reuse/pages/reuse.html"

    def get_queryset(self) -> Any:
        """Return the projects that offer something."""
        return super().get_queryset().exclude(reuse=None).select_related("reuse", *Project.lock_with)

    def get_title(self) -> Any:
        """Return what can be taken over."""
        return _("Take over: %(title)s") % {"title": self.subject.title}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the offer, its effect, who has taken it over and who should."""
        project, actor = self.subject, self.actor
        effects = list(project.effects.prefetch_related("results"))
        return super().get_context(**more) | {
            "offer": project.reuse,
            "cards": cards_of(effects),
            "spread": spread_of(project, actor.today),
            "next": next_adopters(project, effects),
            "adopts": able_to_adopt(project, actor),
            "is_lead": bool(leads(actor, project)),
        }


class ReuseEdit(OfProject, FormPage):
    """Write what others can take over."""

    rule = may_offer
    title = _("What can others take over?")
    lead = _("Write as to a neighbour who begins tomorrow. What did not work helps most.")
    success = _("Others can read it now.")
    form_class = ReuseForm
    success_url = ("project_reuse", "pk")

    @cached_property
    def offer(self) -> ReusePage | None:
        """Return the offer, if there is one."""
        return ReusePage.objects.filter(project=self.subject).first()

    def get_form_options(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {"initial": ReuseForm.of(self.offer)}

    def save(self, form: Any) -> ReusePage:
        """Save it."""
        written = dict(form.cleaned_data)
        version = written.pop("version") or 0
        return write_reuse(self.subject, written, version, actor=self.actor)

    def newest(self, form: Any) -> int:
        """Return the stored version."""
        return reread(self.offer) if self.offer else 0


class ProjectAdopt(OfOrganisationMixin, PostPage):
    """«We want this»: a municipality becomes an adopter, and a need is drafted from the project."""

    rule = may_write

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Save it, and go on to the draft; or say why not."""
        project = get_object_or_404(Project.objects.visible_to(self.actor), pk=self.kwargs["pk"])
        try:
            adopter = adopt_project(project, self.subject, actor=self.actor)
        except InvalidInput as refused:
            messages.error(request, str(refused))
            return redirect(reverse("project_reuse", args=[project.pk]))
        return redirect(reverse("need_what", args=[adopter.need_id]))


class AdopterAbroad(OfProject, VersionPage):
    """Name a place abroad that has taken the project over."""

    rule = may_offer
    title = _("A place abroad that has taken it over")
    form_class = AbroadForm
    action = name_adopter_abroad
