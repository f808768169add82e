"""Every kind of letter, and how the address that it goes to is known.

A new kind of letter fails here until it is listed. Before anybody has confirmed an address, its letter holds
nothing that a stranger wrote: that is a test of its own, which is named.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from loftet.core.registry import letter_kinds
from tests.abuse.test_listed import named_in

pytestmark = pytest.mark.contract


class Known(StrEnum):
    """How an address is known."""

    ACCOUNT = "of an account: its owner has signed in with a code sent there"
    INVITED = "of an account, or of somebody whom an organisation has invited to a role under its name"
    AT_WORK = "written by somebody who acts for an organisation here, and is named in the letter"
    REGISTER = "that of the firm in Enhetsregisteret"
    CONFIRMED = "its owner has pressed the button behind the link of a letter to it"
    TEAM = "as CONFIRMED, ACCOUNT or AT_WORK: a team is registered in one of these ways"
    NOBODY = "given by a stranger, confirmed by nobody"


HOW: Mapping[str, Known] = {
    "sign_in_code": Known.INVITED,
    "passkey_added": Known.ACCOUNT,
    "invitation": Known.AT_WORK,
    "role": Known.ACCOUNT,
    "weekly_letter": Known.ACCOUNT,
    "noted": Known.ACCOUNT,
    "notice_letter": Known.ACCOUNT,
    "decision_receipt": Known.ACCOUNT,
    "report_answer": Known.NOBODY,
    "supplier_code": Known.REGISTER,
    "firm_told": Known.AT_WORK,
    "event_invitation": Known.AT_WORK,
    "registration_confirm": Known.NOBODY,
    "team_registered": Known.TEAM,
    "team_promoted": Known.TEAM,
    "team_moved": Known.TEAM,
    "team_cancelled": Known.TEAM,
    "team_asked": Known.TEAM,
    "team_noted": Known.TEAM,
    "team_timetable": Known.TEAM,
    "team_afterwards": Known.TEAM,
    "report_to_post_box": Known.AT_WORK,
    "voice_check": Known.NOBODY,
    "voice_refused": Known.CONFIRMED,
    "voice_answer": Known.CONFIRMED,
    "voice_group_answer": Known.CONFIRMED,
}
# What shows that a letter to an address that nobody has confirmed holds nothing that a stranger wrote.
HOLDS_NOTHING: Mapping[str, tuple[str, str]] = {
    "registration_confirm": (
        "tests/meetings/test_without_account.py",
        "test_the_letter_before_an_address_is_confirmed_holds_nothing_that_was_filled_in",
    ),
    "report_answer": (
        "tests/status/test_reports.py",
        "test_the_answer_holds_nothing_that_who_reported_it_wrote",
    ),
    "voice_check": (
        "tests/voices/test_giving.py",
        "test_an_address_is_kept_only_when_its_owner_confirms_it",
    ),
}


def test_every_kind_of_letter_is_listed_with_how_its_address_is_known() -> None:
    assert sorted(HOW) == sorted(letter_kinds())


def test_a_letter_to_an_address_that_nobody_has_confirmed_has_a_test_of_what_it_holds(project: Path) -> None:
    assert sorted(HOLDS_NOTHING) == sorted(kind for kind, known in HOW.items() if known == Known.NOBODY)
    missing = {
        kind: name for kind, (file, name) in HOLDS_NOTHING.items() if name not in named_in(project / file)
    }
    assert missing == {}
