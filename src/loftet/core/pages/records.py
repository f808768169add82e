"""The page of one record: its content, what can be done with it now, and what others show of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeAlias

from django.urls import reverse
from django.utils.text import format_lazy

from loftet.core.actions import Rule
from loftet.core.pages.base import Page, RecordMixin
from loftet.core.panels import Panel
from loftet.core.registry import panels_in
from loftet.core.states import States
from loftet.core.threads import NextStep, Phase, Thread
from loftet.core.verdicts import Verdict
from loftet.core.words import Words

Look: TypeAlias = Literal["button", "link", "more"]
FEW = 3  # links that stand in a row


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done: a form that sends the version that was read, or a link to a page.

    The first one of a page is filled, where it does not say itself if it is. A link can look like a button,
    stand among the buttons, or be folded under «More».
    """

    words: Words
    address: str
    sends: bool = True
    filled: bool | None = None
    look: Look = "button"
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
    look: Look = "more"
    danger: bool = False

    @classmethod
    def of_step(
        cls, states: States, name: str, url_name: str, look: Look = "more", *, has_form: bool = False
    ) -> "Link":
        """Return a link to the page on which a step asks first, for those who may take it."""
        words = format_lazy("{} …", states.step(name).words)
        return cls(words, url_name, states.rule_of(name), "" if has_form else name, look=look, danger=True)


class RecordPage(RecordMixin, Page):
    """A record; `states` and `step_url` make buttons of the steps that the actor can take, and links of those
    that ask first. `links` stand after the buttons, for those whom the rule of each lets in.
    """

    states: ClassVar[States | None] = None
    step_url: ClassVar[str] = ""
    links: ClassVar[Sequence[Link]] = ()
    spot: ClassVar[str] = ""

    def get_title(self) -> Words:
        """Return the record's label."""
        return str(self.subject.label)

    @cached_property
    def _asked(self) -> dict[Rule, Verdict]:
        """Return the rules that the page has asked, with their answers."""
        return {}

    def may(self, rule: Rule) -> Verdict:
        """Check whether a rule lets the reader in; a page asks each rule once."""
        if rule not in self._asked:
            self._asked[rule] = rule(self.actor, self.subject)
        return self._asked[rule]

    def get_address_words(self) -> list[object]:
        """Return what the addresses of the record's pages name it by."""
        return [self.subject.pk]

    def address_to(self, url_name: str, *words: object) -> str:
        """Return the address of a page of the record; `words` stand after the record's own."""
        return reverse(url_name, args=[*self.get_address_words(), *words])

    def button_to(self, words: Words, url_name: str, *more: object, filled: bool | None = None) -> Button:
        """Return a button that leads to a page of the record."""
        return Button(words, self.address_to(url_name, *more), sends=False, filled=filled)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done, the first thing first: by default the steps that are not dangerous."""
        for step in self.states.open_to(self.actor, self.subject) if self.states else ():
            if not step.danger:
                yield Button(step.words, self.address_to(self.step_url, step.name))

    def get_possible_links(self) -> Iterable[Link]:
        """Return the links before their rules are asked, and those to the steps that ask first."""
        yield from self.links
        if (states := self.states) is not None:
            dangerous = (one.name for one in states.steps if one.danger)
            yield from (Link.of_step(states, one, self.step_url) for one in dangerous)

    def get_actions(self) -> list[Button]:
        """Return all that can be done with the record now: the buttons, and the links."""
        found = [
            one if one.filled is not None else replace(one, filled=number == 0)
            for number, one in enumerate(self.get_buttons())
        ]
        for link in self.get_possible_links():
            if self.may(link.rule):
                address = self.address_to(link.url_name, *filter(None, [link.step])) + link.query
                found.append(Button(link.words, address, False, False, link.look, link.danger))
        if len(found) <= FEW and all(one.look == "more" for one in found):
            return [replace(one, look="link") for one in found]  # «More» beside nothing hides what there is
        return found

    def get_last_day(self) -> date | None:
        """Return the day by which the next step is to be taken, if there is one."""
        return None

    def get_next(self) -> NextStep | None:
        """Return what happens next with the record, by whom and by when; None where the page does not say."""
        return None

    def _next_beside(self, panels: Sequence[Panel]) -> NextStep | None:
        """Return what happens next; None where that waits for others, and a contract shows it was done."""
        step = self.get_next()
        done = any(stop.phase == Phase.AGREED for one in panels for stop in one.stops)
        return None if step and not step.is_yours and done else step

    def get_thread(self) -> Thread | None:
        """Return what the record came from and what it became; None where the page does not say."""
        return None

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the record, its buttons, what happens next, its thread, and what later packages show."""
        panels = list(panels_in(self.spot, self.request, self.subject)) if self.spot else []
        actions = self.get_actions()
        known: dict[str, Any] = {
            "acts": actions,
            "buttons": [one for one in actions if one.look == "button"],
            "plain_links": [one for one in actions if one.look == "link"],
            "folded": [one for one in actions if one.look == "more"],
            "last_day": self.get_last_day(),
            "next": self._next_beside(panels),
            "today": self.actor.today,
            "spot": self.spot,
            "found_panels": panels,
        }
        if (thread := self.get_thread()) is not None:
            known["thread"] = thread.with_earlier(stop for one in panels for stop in one.origins)
            later = (stop for one in panels for stop in one.stops)
            known["became"] = thread.with_later(later)
        return super().get_context(**known | more)
