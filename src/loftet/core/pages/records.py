"""The page of one record: its content, what can be done with it now, and what others show of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.text import format_lazy

from loftet.core.actions import Rule
from loftet.core.pages.base import Page, RecordMixin
from loftet.core.registry import panels_in
from loftet.core.states import States
from loftet.core.threads import NextStep, Thread
from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done: a form that sends the version that was read, or a link to a page.

    One that is `plain` is a link among the buttons; one that is `folded` is such a link under «More».
    """

    words: Words
    address: str
    sends: bool = True
    filled: bool = False
    plain: bool = False
    folded: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of a record, for those whom `rule` lets in.

    `step` is a word of the address after the record's own, `query` what follows it, with its «?».
    """

    words: Words
    url_name: str
    rule: Rule
    step: str = ""
    query: str = ""
    folded: bool = True
    danger: bool = False

    @classmethod
    def of_step(cls, states: States, name: str, url_name: str) -> "Link":
        """Return a link to the page on which a dangerous step asks first, for those who may take it."""
        words = format_lazy("{} …", states.step(name).words)
        return cls(words, url_name, states.rule_of(name), name, danger=True)


class RecordPage(RecordMixin, Page):
    """A record; `states` and `step_url` make buttons of the steps that the actor can take.

    `links` stand after the buttons, for those whom the rule of each lets in.
    """

    states: ClassVar[States | None] = None
    step_url: ClassVar[str] = ""
    links: ClassVar[Sequence[Link]] = ()
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

    def get_address_words(self) -> list[object]:
        """Return what the addresses of the links name the record by."""
        return [self.subject.pk]

    def get_possible_links(self) -> Sequence[Link]:
        """Return the links before their rules are asked."""
        return self.links

    def get_links(self) -> Iterable[Button]:
        """Return the links that the reader may follow; a rule that several have is asked once."""
        links = self.get_possible_links()
        allowed = {rule: bool(rule(self.actor, self.subject)) for rule in {one.rule for one in links}}
        for one in links:
            if allowed[one.rule]:
                args = [*self.get_address_words(), *([one.step] if one.step else [])]
                address = reverse(one.url_name, args=args) + one.query
                yield Button(one.words, address, False, False, not one.folded, one.folded, one.danger)

    def get_actions(self) -> list[Button]:
        """Return all that can be done with the record now: the buttons, and the links."""
        return [*self.get_buttons(), *self.get_links()]

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
        actions = self.get_actions()
        known: dict[str, Any] = {
            "buttons": [one for one in actions if not (one.plain or one.folded)],
            "plain_links": [one for one in actions if one.plain],
            "folded": [one for one in actions if one.folded],
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
