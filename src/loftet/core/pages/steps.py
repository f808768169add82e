"""Button pages: a step from one state to another, by its action; a dangerous one asks first."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from loftet.core.forms import VersionForm
from loftet.core.pages.base import Page, RecordMixin
from loftet.core.states import States, Step
from loftet.core.versions import ChangedMeanwhile
from loftet.core.words import Words
from loftet.invalid_input import InvalidInput


class StepPage(RecordMixin, Page):
    """Take the step that the address names; `steps` holds the action of each, which alone asks its rule."""

    template_name = "core/confirm.html"
    states: ClassVar[States]
    steps: ClassVar[Mapping[str, Callable[..., Any]]]
    http_method_names = ["get", "head", "post", "options"]

    @property
    def step(self) -> Step:
        """Return the step that the address names, or answer 404."""
        name = self.kwargs["step"]
        if name not in self.steps:
            raise Http404(_("There is no such step."))
        return self.states.step(name)

    def get_title(self) -> Words:
        """Return what the step is called."""
        return self.step.words

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show a question whether the step is meant."""
        return self.answer(step=self.step)

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Run the step, and redirect to the record."""
        step, form = self.step, VersionForm(request.POST)
        if form.is_valid():
            self.subject.version = form.cleaned_data["version"]
            try:
                self.steps[step.name](self.subject, actor=self.actor)
            except ChangedMeanwhile:
                messages.error(
                    request,
                    _("Somebody else has changed it meanwhile. Nothing was done. Load the page again."),
                )
            except InvalidInput as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _("Done: %(step)s.") % {"step": step.words})
        return redirect(self.subject.get_absolute_url())
