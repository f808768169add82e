"""Those who take part in the second walk, how they act without signing in, and what they read.

One coordinator signs in. Everybody else acts by links in letters, on the telephone or on paper.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from loftet.background.work import do_all
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.places.models import Place
from tests.letters import letters_sent
from tests.people.partnership import browser_of, hire

LINK = re.compile(r"https?://[^/\s]+(/[^\s]+)")
TextOf = Callable[[HttpResponseBase], str]


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def iso(number: int) -> str:
    return in_days(number).isoformat()


def in_words(number: int) -> str:
    """Return a day as pages write it."""
    with translation.override("nn"):
        return date_format(in_days(number), "DATE_FORMAT")


def in_nynorsk(address: str) -> str:
    """Return an address that answers in nynorsk, unless it names another language."""
    return address if "lang=" in address else f"{address}{'&' if '?' in address else '?'}lang=nn"


def organisation(slug: str, name: str, kind: OrganisationKind) -> Organisation:
    return Organisation.objects.create(slug=slug, name=name, kind=kind, place=Place.objects.get(slug=slug))


@dataclass
class Circle:
    """The council with its coordinator, two municipalities with a head of water and a director each."""

    text_of: TextOf
    patch: pytest.MonkeyPatch
    seen: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        municipality = OrganisationKind.MUNICIPALITY
        self.council = organisation("demodalen", "Regionrådet", OrganisationKind.REGIONAL_COUNCIL)
        self.ovre = organisation("ovre-demodal", "Øvre Demodal kommune", municipality)
        self.fossvang = organisation("fossvang", "Fossvang kommune", municipality)
        self.solveig = hire("solveig@rad.example", self.council, RoleKind.FACILITATOR)
        hire("solveig@rad.example", self.council, RoleKind.PROCUREMENT_OFFICER)
        self.tora = hire("tora@ovre.example", self.ovre, RoleKind.BUSINESS_ADVISER)
        self.kari = hire("kari@ovre.example", self.ovre, RoleKind.TOP_MANAGEMENT)
        self.lars = hire("lars@fossvang.example", self.fossvang, RoleKind.BUSINESS_ADVISER)
        self.ola = hire("ola@fossvang.example", self.fossvang, RoleKind.TOP_MANAGEMENT)
        User.objects.filter(pk=self.solveig.pk).update(name="Solveig Demoås", language="nn")
        User.objects.exclude(pk=self.solveig.pk).update(language="nn")
        self.solveig.refresh_from_db()
        self.browser = browser_of(self.solveig)
        self.sends("/min-side/konto/", name="Solveig Demoås", telephone="32000000", language="nn")

    def days_pass(self, number: int) -> None:
        """Let days pass for all that asks for the time; the coordinator signs in again."""
        now = timezone.now
        self.patch.setattr(timezone, "now", lambda: now() + timedelta(days=number))
        do_all(timezone.now())
        self.browser = browser_of(self.solveig)

    def sends(self, address: str, **sent: Any) -> str:
        """Send a form as the coordinator, and return where it leads."""
        answer = self.browser.post(in_nynorsk(address), sent)
        assert answer.status_code == 302, f"{address}: {answer.status_code} {self.text_of(answer)}"
        return answer.headers["Location"]

    def is_refused(self, address: str, reason: str, **sent: Any) -> None:
        """Check that a form of the coordinator is refused with a reason."""
        answer = self.browser.post(f"{address}?lang=nn", sent)
        assert answer.status_code == 422, f"{address}: {answer.status_code}"
        assert reason in self.text_of(answer)

    def reads(self, address: str, *wanted: str) -> str:
        """Read a page as the coordinator, piece by piece in this order."""
        return self._read(self.browser, address, wanted)

    def anybody_reads(self, address: str, *wanted: str) -> str:
        """Read a page without an account."""
        return self._read(Client(), address, wanted)

    def _read(self, client: Client, address: str, wanted: tuple[str, ...]) -> str:
        answer = client.get(in_nynorsk(address), follow=True)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        page, at = self.text_of(answer).replace("\N{NO-BREAK SPACE}", " "), 0
        for words in wanted:
            found = page.find(words, at)
            assert found >= 0, f"{address}: «{words}» is not read in «{page[at:]}»"
            at = found + len(words)
        return page

    def link(self, email: str, path: str) -> str:
        """Return the newest address of a kind in the letters to somebody."""
        letters_sent()
        for letter in reversed([one for one in mail.outbox if one.to == [email]]):
            for found in LINK.findall(str(letter.body)):
                if found.startswith(path):
                    return str(found)
        raise AssertionError(f"no letter to {email} has {path}")

    def replies(self, user: User, answer: str = "yes", **sent: Any) -> None:
        """Reply by the link of a letter, without signing in: it works once."""
        stranger, address = Client(), self.link(user.email, "/svar/")
        assert stranger.get(address).status_code == 200
        done = stranger.post(address, {"answer": answer, **sent})
        assert done.status_code == 302, self.text_of(done)
        assert stranger.post(address, {"answer": answer, **sent}).status_code == 403


def said(by: str, how: str, asked: User) -> dict[str, Any]:
    """Return who said something, how, and who confirms it."""
    return {"said_by": by, "how": how, "said_on": iso(0), "asked": asked.pk}
