"""The page of one record: its content, what can be done with it now, and what others show of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import resolve, reverse

from loftet.core.pages.base import Page, RecordMixin
from loftet.core.registry import panels_in
from loftet.core.states import States
from loftet.core.threads import NextStep, Thread
from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done: a form that sends the version that was read, or a link to a page."""

    words: Words
    address: str
    sends: bool = True
    filled: bool = False


class RecordPage(RecordMixin, Page):
    """A record; `states` and `step_url` make buttons of the steps that the actor can take.

    `edit_url` names the address of the page that changes it: a link for those whom that page lets in.
    """

    states: ClassVar[States | None] = None
    step_url: ClassVar[str] = ""
    edit_url: ClassVar[str] = ""
    spot: ClassVar[str] = ""
    http_method_names = ["get", "head", "options"]

    def get_title(self) -> Words:
        """Return the record's label."""
        return str(self.subject.label)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done: the first step is the page's filled button; dangerous ones ask first."""
        steps = self.states.open_to(self.actor, self.subject) if self.states else ()
        for number, step in enumerate(steps):
            address = reverse(self.step_url, args=[self.subject.pk, step.name])
            yield Button(step.words, address, sends=not step.danger, filled=number == 0 and not step.danger)
        if self.edit_url:
            address = reverse(self.edit_url, args=[self.subject.pk])
            page: type[Page] = resolve(address).func.view_class  # type: ignore[attr-defined]
            if page.rule(self.actor, self.subject):
                yield Button(page.title, address, sends=False)

    def get_last_day(self) -> date | None:
        """Return the day by which the next step is to be taken, if there is one."""
        return None

    def get_next(self) -> NextStep | None:
        """Return what happens next with the record, by whom and by when; None where the page does not say."""
        return None

    def get_thread(self) -> Thread | None:
        """Return what the record came from and what it became; None where the page does not say."""
        return None

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the record, its buttons, what happens next, its thread, and what later packages show."""
        panels = list(panels_in(self.spot, self.request, self.subject)) if self.spot else []
        known: dict[str, Any] = {
            "buttons": list(self.get_buttons()),
            "last_day": self.get_last_day(),
            "next": self.get_next(),
            "today": self.actor.today,
            "spot": self.spot,
            "found_panels": panels,
        }
        if (thread := self.get_thread()) is not None:
            known["thread"] = thread.with_earlier(stop for one in panels for stop in one.origins)
            later = (stop for one in panels for stop in one.stops)
            known["became"] = thread.with_later(later)
        return super().get_context(**known | more)
