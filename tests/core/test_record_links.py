"""The things that can be done with a record, each for those whom its rule lets in."""

from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

from loftet.core.pages import Button, Link, RecordPage
from loftet.core.pages.records import FEW
from loftet.core.verdicts import ALLOWED, Denied, Verdict, anybody

asked: list[str] = []


def may_change(_actor: Any, record: Any) -> Verdict:
    asked.append(record.state)
    return ALLOWED if record.state == "draft" else Denied("It is published.")


class Notes(RecordPage):
    """The page of a note: its form and its history beside the buttons, and what is done seldom below them."""

    rule = anybody
    links = (
        Link("Change it", "matter", may_change, look="link"),
        Link("Its history", "matter", anybody, look="link"),
        Link("Remove it", "matter", may_change, danger=True),
    )

    def get_buttons(self) -> list[Button]:
        """Return the one thing to do now."""
        return [Button("Publish", "/publish/")]


def page_of(state: str) -> Notes:
    page = Notes()
    page.actor, page.subject = Mock(), SimpleNamespace(pk=3, state=state)
    asked.clear()
    return page


def test_links_follow_the_buttons_and_a_rule_of_several_is_asked_once() -> None:
    found = page_of("draft").get_actions()
    assert [(one.words, one.look, one.filled, one.danger) for one in found] == [
        ("Publish", "button", True, False),
        ("Change it", "link", False, False),
        ("Its history", "link", False, False),
        ("Remove it", "more", False, True),
    ]
    assert asked == ["draft"]


def test_nobody_sees_a_link_whose_rule_does_not_let_them_in() -> None:
    assert [one.words for one in page_of("published").get_actions()] == ["Publish", "Its history"]


class Seldom(RecordPage):
    """The page of a note with which a number of things can be done, none of them now."""

    rule = anybody
    number = 0

    def get_possible_links(self) -> list[Link]:
        """Return as many links as are asked for."""
        return [Link("Change it", "matter", anybody)] * self.number


def test_a_few_links_are_not_folded_where_nothing_else_can_be_done() -> None:
    page = Seldom()
    page.actor, page.subject = Mock(), SimpleNamespace(pk=3)
    for page.number, look in ((FEW, "link"), (FEW + 1, "more")):
        assert {one.look for one in page.get_actions()} == {look}
