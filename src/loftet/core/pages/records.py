"""The page of one record: its content, what can be done with it now, and what others show of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse

from loftet.core.pages.base import Page, RecordMixin
from loftet.core.states import States
from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done: a form that sends the version that was read, or a link to a page."""

    words: Words
    address: str
    sends: bool = True
    filled: bool = False


class RecordPage(RecordMixin, Page):
    """A record; `states` and `step_url` make buttons of the steps that the actor can take."""

    states: ClassVar[States | None] = None
    step_url: ClassVar[str] = ""
    spot: ClassVar[str] = ""
    http_method_names = ["get", "head", "options"]

    def get_title(self) -> Words:
        """Return the record's label."""
        return str(self.subject.label)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done: the first step is the page's filled button; dangerous ones ask first."""
        if self.states is None:
            return
        for number, step in enumerate(self.states.open_to(self.actor, self.subject)):
            address = reverse(self.step_url, args=[self.subject.pk, step.name])
            yield Button(step.words, address, sends=not step.danger, filled=number == 0 and not step.danger)

    def get_last_day(self) -> date | None:
        """Return the day by which the next step is to be taken, if there is one."""
        return None

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the record, its buttons with the day of the next step, and where panels are shown."""
        known = {"buttons": list(self.get_buttons()), "last_day": self.get_last_day(), "spot": self.spot}
        return super().get_context(**known, **more)
