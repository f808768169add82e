"""The tutorial's first month, done in the demo: what is clicked is there, and so is what is read."""

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.test import Client

from loftet.core.demo import Demo
from tests.letters import letters_sent

pytestmark = [pytest.mark.django_db, pytest.mark.nightly, pytest.mark.xdist_group("demo story")]

# What the tutorial says that a page says, or that is clicked there; and what is written by the reader.
SAID = re.compile(r"«([^»]+)»|\*\*([^*]+)\*\*")
SECTION = re.compile(r"^## \d+\. (.+)$", re.MULTILINE)
CODE = re.compile(r"\b\d{3} ?\d{3}\b")


class Reader:
    """A browser that clicks by words, and remembers the pages of a section."""

    def __init__(self) -> None:
        self.browser = Client()
        self.address = self.page = ""
        self.read: list[str] = []

    def open(self, address: str, sent: Mapping[str, str] | None = None) -> None:
        """Open an address, or send a form to it; follow where it leads."""
        if sent is None:
            response = self.browser.get(address, follow=True)
        else:
            response = self.browser.post(address, sent, follow=True)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.page = response.content.decode()
        self.read.append(words_of(self.page))

    def click(self, words: str) -> None:
        """Follow the first link with these words; how many things wait is no part of them."""
        page = re.sub(r'<span class="ds-badge".*?</span>\s*</span>', "", self.page, flags=re.DOTALL)
        links = re.findall(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL)
        found = [to for to, inside in links if words_of(inside) == words]
        assert found, f"«{words}» is no link of {self.address}"
        self.open(html.unescape(found[0]))

    def press(self, button: str, **written: str) -> None:
        """Press the first button with these words, with what is written in its form."""
        for attributes, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", self.page, re.DOTALL):
            if any(words_of(one) == button for one in re.findall(r"<button.*?</button>", inside, re.DOTALL)):
                action = re.search(r'\baction="([^"]*)"', attributes)
                self.open(html.unescape(action[1]) if action else self.address, fields_of(inside) | written)
                return
        raise AssertionError(f"«{button}» is no button of {self.address}")

    def sign_in(self, email: str) -> None:
        """Sign in by the code of the letter, which the demo prints."""
        self.click("Logg inn")
        self.press("Send meg en kode", email=email)
        code = next(filter(None, (CODE.search(str(one.body)) for one in reversed(letters_sent()))), None)
        assert code
        self.press("Logg inn", code=code[0])


def words_of(page: str) -> str:
    """Return the words of a page, in one line."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+([.,:;»)])", r"\1", re.sub(r"\s+", " ", text)).strip()


def fields_of(form: str) -> dict[str, str]:
    """Return the hidden fields of a form."""
    found = {}
    for one in re.findall(r'<input\b[^>]*type="hidden"[^>]*>', form):
        attributes = dict(re.findall(r'\b(name|value)="([^"]*)"', one))
        found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    return found


def start(reader: Reader) -> None:
    reader.open("/")


def see_what_is_shared(reader: Reader) -> None:
    reader.open("/sok/?q=demodalen")
    reader.click("Bokmål")
    reader.click("Alle felles utfordringer, og det regionen har valgt")


def see_what_is_picked(reader: Reader) -> None:
    reader.click("Valgt av regionen: den gang og nå")
    reader.click("Alle felles utfordringer i regionen")


def sign_in_as_coordinator(reader: Reader) -> None:
    reader.sign_in("solveig@demodalen.example")
    reader.click("Bokmål")
    reader.click("Mitt arbeid")


def see_where_each_stands(reader: Reader) -> None:
    reader.click("Programmet")
    reader.click("Demoløftet, kull 1")
    reader.click("Oversikt over alle")
    reader.click("Tjernli")


def do_what_waits(reader: Reader) -> None:
    task = "Les hvordan kommunen står, og ta det opp i ledermøtet"
    reader.click("Mitt arbeid")
    reader.click("Konto")
    reader.press("Logg ut")
    reader.sign_in("per@granasen.example")
    reader.click("Mitt arbeid")
    reader.click(task)
    checklist = reader.address
    reader.click("Slik står kommunen")
    reader.open(checklist)
    reader.press(f"Gjort: {task}", note="Tatt opp i ledermøtet.")
    reader.click("Mitt arbeid")
    assert task not in reader.read[-1]


WALK: Mapping[str, Callable[[Reader], None]] = {
    "Start demoen": start,
    "Se hva kommunene deler": see_what_is_shared,
    "Se hva regionen har valgt": see_what_is_picked,
    "Logg inn som koordinator": sign_in_as_coordinator,
    "Se hvor hver kommune står": see_where_each_stands,
    "Gjør det som venter, som kommunedirektør": do_what_waits,
}


def test_the_first_month_is_done_as_the_tutorial_tells_it(demo: Demo, project: Path) -> None:
    text = (project / "docs" / "tutorial" / "1-the-first-month.md").read_text(encoding="utf-8")
    _before, *parts = SECTION.split(text.partition("\n## Hva nå?")[0])
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    assert list(sections) == list(WALK)
    reader, missing = Reader(), {}
    for heading, walk in WALK.items():
        reader.read.clear()
        walk(reader)
        said = [" ".join((page or link).split()) for page, link in SAID.findall(sections[heading])]
        read = " | ".join(reader.read)
        missing[heading] = [words for words in said if words not in read]
    assert missing == {heading: [] for heading in WALK}
