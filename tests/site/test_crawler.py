"""Every address that a reader can reach from the front page, in the three languages.

A page answers 200 in its language, without words of another one; every link leads to a page, every mark is
there. `make test` reads a few pages of each kind in nynorsk; `make nightly` reads forty municipalities with
all that hangs on them, and every goal, indicator and region.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from loftet.site.po_files import read_words

LANGUAGES = ("nb", "nn", "en")
KINDS = {"front", "municipality", "municipality_goal", "goal", "indicator", "region", "comparison"}
MUNICIPALITIES = 40
# Those that come first: the ones with a case of their own.
CHOSEN = ("fla", "nesbyen", "gol", "hemsedal", "al", "hol", "oslo", "utsira", "kautokeino", "haram")
# A form in a link makes endless addresses: of each kind of page so many are read.
WITH_QUERY = 3
# Of a municipality's goals those are read whose turn it is: together all of them.
GOALS_IN_TURN = {"nb": 4, "nn": 2, "en": 2}
FILES_IN_TURN = 6
FILES = (".csv", ".xlsx", ".json", ".zip", ".svg", ".png", ".txt", ".docx", ".pdf", ".ics")
# Pages that show no figures, or figures that stand on another page with its file.
WITHOUT_FILE = frozenset(
    {"front", "method", "about", "privacy", "accessibility", "error_report", "error_report_kept"}
    | {"place_reports", "region_reports", "place_report"}
    | {"needs", "needs_shared", "projects", "agreements", "announcements", "need", "pools", "pool"}
    | {"project", "project_funding", "project_reuse", "municipality_work"}
    | {"stories", "story", "story_class"}
    | {"voices", "voices_of", "voices_question", "voice_give"}
    | {"procurements", "procurement", "contract", "evaluation", "procurement_strategy"}
    | {"events", "event", "event_register", "team", "event_dialogue"}
    | {"experiences", "experience", "courses", "course"}
    | {"solutions", "solution", "suppliers", "supplier", "supplier_account", "match"}
    | {"access_request", "adopted_targets", "choosing_room", "indicator_uses"}
    | {"municipality_presentation", "region_presentation"}
    | {"search", "indicator_figure", "indicator_map", "sign_in", "whats_new"}
)
# What is there for one who is signed in alone; the access matrix walks it.
SIGNED_IN = frozenset(
    {
        "my_page",
        "account",
        "kept_form",
        "leave",
        "welcome",
        "my_record",
        "my_data",
        "erase_me",
        "organisation",
    }
)
# Where nothing is chosen yet, there is nothing to take home.
EMPTY = frozenset({"/sammenlign/"})
# Words of an edition, not of the pages.
TITLES = frozenset({"Oppdiktede tall"})


@dataclass(frozen=True)
class ReadPage:
    """What a page says, text by text; where it leads; what can be led to."""

    language: str
    links: list[str]
    marks: set[str]
    words: set[str]


def read_page(source: str) -> ReadPage:
    """Parse a page; what people or machines wrote is not the page's own words."""
    own = re.sub(r"<(script|style|pre|code|blockquote)\b.*?</\1>", "", source, flags=re.DOTALL)
    said = re.findall(r">([^<]+)<", own) + re.findall(r' (?:aria-label|title|placeholder)="([^"]*)"', own)
    return ReadPage(
        language="".join(re.findall(r'<html lang="([^"]*)"', source)),
        links=[unescape(link) for link in re.findall(r'<a [^>]*?href="([^"]+)"', source)],
        marks=set(map(unescape, re.findall(r' id="([^"]+)"', source))),
        words={" ".join(unescape(words).split()) for words in set(said)},
    )


@dataclass
class Walk:
    """A walk through the site in one language, over all pages or a few of each kind."""

    client: Client
    language: str
    foreign: frozenset[str]
    municipalities: set[str] = field(default_factory=lambda: set(CHOSEN))
    faults: list[str] = field(default_factory=list)
    read: dict[str, set[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    with_query: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        """Walk until nothing new is found."""
        waiting, seen, marks = deque(["/"]), {"/"}, set()
        while waiting:
            address = waiting.popleft()
            for link in self.look(address):
                target, mark = urldefrag(link)
                if mark:
                    marks.add((address, target or address, mark))
                if target and target not in seen:
                    seen.add(target)
                    if self.is_to_be_read(target):
                        waiting.append(target)
        for source, target, mark in marks:
            if target in self.read and unquote(mark) not in self.read[target]:
                self.faults.append(f"{source}: {target} has no mark «{mark}»")

    def look(self, address: str) -> Iterator[str]:
        """Read a page, note its faults, and give its links within the site."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            self.faults.append(f"{address}: {answer.status_code}")
            return
        page = read_page(answer.content.decode())
        self.read[address] = page.marks
        if page.language != self.language:
            self.faults.append(f"{address}: its language is «{page.language}»")
        self.faults += [f"{address}: «{words}»" for words in sorted(page.words & self.foreign)]
        inside = [link for link in page.links if not urlsplit(link).scheme and "lang=" not in link]
        links = [urljoin(address, link) for link in inside]
        if (
            name_of(address) not in WITHOUT_FILE
            and address not in EMPTY
            and not any(is_file(link) for link in links)
        ):
            self.faults.append(f"{address}: nothing to take home")
        yield from links

    def is_to_be_read(self, address: str) -> bool:
        """Check whether a link is followed; one that leads nowhere is a fault either way."""
        parts = urlsplit(address)
        try:
            match = resolve(parts.path)
        except Resolver404:
            self.faults.append(f"{address}: leads nowhere")
            return False
        if is_file(address):
            self.files.add(address)
            return False
        place, goal = match.kwargs.get("place"), match.kwargs.get("goal")
        if parts.path.startswith("/kommuner/") and place:
            if place not in self.municipalities:
                if len(self.municipalities) >= MUNICIPALITIES:
                    return False
                self.municipalities.add(place)
            if goal and (int(goal) + sum(map(ord, place))) % 17 >= GOALS_IN_TURN[self.language]:
                return False
        if match.url_name in SIGNED_IN:
            return False
        name = match.url_name or ""
        if parts.query:
            self.with_query[name] += 1
            return self.with_query[name] <= WITH_QUERY
        return True


def name_of(address: str) -> str:
    return resolve(urlsplit(address).path).url_name or ""


def is_file(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path.endswith(FILES) or "format" in parse_qs(parts.query)


def foreign_words(language: str) -> frozenset[str]:
    """Return the texts that a page must not hold: those of another language, long enough to be sure."""
    pairs = {
        (message.id, str(message.string))
        for message in read_words(settings.PACKAGE, "nb" if language == "en" else language)
        if isinstance(message.id, str) and message.id != message.string
    }
    english, norwegian = ({pair[at] for pair in pairs} for at in (0, 1))
    others = norwegian - english if language == "en" else english - norwegian
    return frozenset(filter(is_telling, others)) - TITLES


def is_telling(words: str) -> bool:
    return len(words) >= 12 and " " in words and "%(" not in words and not re.search(r"[<>&«]", words)


def walk(client: Client, language: str) -> Walk:
    """Walk through the site in a language."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    made = Walk(client, language, foreign_words(language))
    made.begin()
    return made


@pytest.mark.nightly
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_leads_to_a_whole_page_in_its_language(
    demo_site: Path, client: Client, language: str
) -> None:
    made = walk(client, language)
    assert made.faults == [], "\n".join(made.faults[:60])
    kinds = [name_of(address) for address in made.read]
    assert set(kinds) >= KINDS
    assert len(made.municipalities) == MUNICIPALITIES
    assert kinds.count("goal") >= 17
    assert kinds.count("indicator") >= 122
    if language == "nb":
        goals = {address.split("/")[4] for address in made.read if name_of(address) == "municipality_goal"}
        assert goals == set(map(str, range(1, 18)))
        files = sorted(made.files)[::FILES_IN_TURN]
        assert [address for address in files if client.get(address).status_code != 200] == []
