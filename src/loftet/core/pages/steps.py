"""Button pages: each runs an action on a record; a step from one state to another can ask first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import VersionForm
from loftet.core.pages.base import GetPostPage, PostPage, RecordMixin
from loftet.core.states import States, Step
from loftet.core.verdicts import Denied
from loftet.core.versions import ChangedMeanwhile
from loftet.core.words import Words
from loftet.invalid_input import InvalidInput


class AskFirstPage(GetPostPage):
    """A button page that asks before it acts: it names the consequences, or why it cannot be done."""

    template_name = "core/pages/question.html"
    back_url: ClassVar[Sequence[str]]

    def get_consequences(self) -> Sequence[Words]:
        """Return what happens when the button is pressed, a sentence each."""
        raise NotImplementedError

    def get_denial(self) -> Denied | None:
        """Return why it cannot be done, if it cannot."""
        return None

    def get_back_url(self) -> str:
        """Return where a reader goes who does not press it."""
        return self.address_by(self.back_url)


class ButtonPage(RecordMixin, PostPage):
    """A button on a record: run its `action` on the version that was read, and go back to the record."""

    action: ClassVar[Any]
    success: ClassVar[Words]
    overtaken: ClassVar[Words] = _(
        "Somebody else has changed it meanwhile. Nothing was done. Load the page again."
    )

    def get_action(self) -> Callable[..., Any]:
        """Return the action; it alone asks whether this can be done now."""
        action: Callable[..., Any] = type(self).action
        return action

    def get_success(self) -> Words:
        """Return what is said when it is done."""
        return self.success

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Run the action, and say what came of it."""
        run, form = self.get_action(), VersionForm(request.POST)
        if form.is_valid():
            self.subject.version = form.cleaned_data["version"]
            try:
                run(self.subject, actor=self.actor)
            except ChangedMeanwhile:
                messages.error(request, str(self.overtaken))
            except InvalidInput as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, str(self.get_success()))
        return redirect(self.subject.get_absolute_url())


class AnswerPage(ButtonPage):
    """Buttons that answer one question; `answers` holds the action of each by its word in the address."""

    answers: ClassVar[Mapping[str, Callable[..., Any]]]

    def get_action(self) -> Callable[..., Any]:
        """Return the action of the answer that the address names, or answer 404."""
        if self.kwargs["answer"] not in self.answers:
            raise Http404(gettext("There is no such answer."))
        return self.answers[self.kwargs["answer"]]


class StepPage(GetPostPage, ButtonPage):
    """Take the step that the address names; `steps` holds the action of each, which alone asks its rule."""

    template_name = "core/pages/confirm.html"
    states: ClassVar[States]
    steps: ClassVar[Mapping[str, Callable[..., Any]]]
    done: ClassVar[Mapping[str, Words]] = {}  # what is said of a step, where its name is not enough

    @property
    def step(self) -> Step:
        """Return the step that the address names, or answer 404."""
        name = self.kwargs["step"]
        if name not in self.steps:
            raise Http404(gettext("There is no such step."))
        return self.states.step(name)

    def get_title(self) -> Words:
        """Return what the step is called."""
        return self.step.words

    def get_action(self) -> Callable[..., Any]:
        """Return the action of the step."""
        return self.steps[self.step.name]

    def get_success(self) -> Words:
        """Return which step is done."""
        return self.done.get(self.step.name) or gettext("Done: %(step)s.") % {"step": self.step.words}

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show a question whether the step is meant."""
        return self.answer(step=self.step)
