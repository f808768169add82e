"""The live interface of KLASS, played by a server that the test starts."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.klass.answers import Classification
from loftet.sources.klass.client import Klass
from loftet.sources.klass.questions import codes_at, corresponds_at
from loftet.sources.klass.update import fetch_answers, saved_answers, update_places
from loftet.sources.raw_copies import newest
from loftet.sources.web import Caller, Media, NotFound

DAY = date(2024, 1, 1)
CODES = codes_at(Classification.MUNICIPALITIES, DAY)
PATH = "/classifications/131/codesAt?date=2024-01-01&language=nb"
BODY = b'{"codes":[{"code":"3324","name":"Gol"}]}'


def klass(stand_in: Any, root: Path, media: Media = Media.JSON) -> tuple[Klass, list[float]]:
    slept: list[float] = []
    return Klass(Caller(stand_in.url, sleep=slept.append), root, media), slept


def by_question(answers: dict[str, bytes], path: str) -> bytes | None:
    """Find the answer to an address as the stand-in is asked it."""
    split = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(split.query).items()}
    _, _, kind, verb = split.path.split("/")
    days = [query[name] for name in ("targetClassificationId", "date", "from", "to") if name in query]
    return answers.get("-".join([kind, verb, *days]))


def test_an_answer_is_kept_as_it_came_with_the_request_and_a_checksum(
    stand_in: Any, reply: Any, tmp_path: Path
) -> None:
    stand_in.replies[PATH] = [reply(BODY)]
    kept = klass(stand_in, tmp_path)[0].ask(CODES)
    told = json.loads((kept.file.parent / "answer.about.json").read_bytes())
    assert kept.file.read_bytes() == BODY
    assert kept.file.parent.parent == tmp_path / "raw" / "klass" / "131-codesAt-2024-01-01"
    assert told["url"] == stand_in.url + PATH[1:]
    assert told["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert newest(kept.file.parent.parent) == kept


def test_the_form_is_asked_for_by_the_accept_header(stand_in: Any, reply: Any, tmp_path: Path) -> None:
    stand_in.replies[PATH] = [reply(b"code;name\n3324;Gol\n", media="text/csv; charset=ISO-8859-1")]
    kept = klass(stand_in, tmp_path, Media.CSV)[0].ask(CODES)
    assert [asked.accept for asked in stand_in.asked] == ["text/csv"]
    assert kept.file.name == "answer.csv"


def test_a_busy_interface_is_asked_again_after_the_time_it_tells(
    stand_in: Any, reply: Any, tmp_path: Path
) -> None:
    stand_in.replies[PATH] = [reply(b"", 429, headers={"Retry-After": "7"}), reply(b"", 503), reply(BODY)]
    client, slept = klass(stand_in, tmp_path)
    assert client.ask(CODES).content == BODY
    assert slept == [7.0, 2.0]


def test_an_interface_that_stays_busy_is_refused_and_nothing_is_kept(
    stand_in: Any, reply: Any, tmp_path: Path
) -> None:
    stand_in.replies[PATH] = [reply(b"closed for the night", 503)]
    client, slept = klass(stand_in, tmp_path)
    with pytest.raises(InvalidInput, match="answers 503 Service Unavailable, in 4 tries"):
        client.ask(CODES)
    assert (slept, list(tmp_path.iterdir())) == ([1.0, 2.0, 4.0], [])


def test_a_refusal_is_not_repeated(stand_in: Any, reply: Any, tmp_path: Path) -> None:
    stand_in.replies[PATH] = [reply(b"bad date", 400)]
    with pytest.raises(InvalidInput, match="answers 400 Bad Request"):
        klass(stand_in, tmp_path)[0].ask(CODES)
    assert len(stand_in.asked) == 1


def test_a_missing_correspondence_is_told_apart(stand_in: Any, tmp_path: Path) -> None:
    question = corresponds_at(Classification.MUNICIPALITIES, Classification.KOSTRA_GROUPS, DAY)
    with pytest.raises(NotFound):
        klass(stand_in, tmp_path)[0].ask(question)


def test_an_interface_that_is_not_there_is_refused(tmp_path: Path) -> None:
    caller = Caller("http://127.0.0.1:9/", sleep=lambda _: None)
    with pytest.raises(InvalidInput, match="does not answer"):
        Klass(caller, tmp_path).ask(CODES)


def test_places_are_updated_from_the_live_interface_and_again_from_what_was_kept(
    stand_in: Any, reply: Any, tmp_path: Path, places: Path, answers: dict[str, bytes]
) -> None:
    del answers["131-correspondsAt-112-2021-01-01"]

    def answer(asked: Any) -> Any:
        found = by_question(answers, asked.path)
        return reply(found) if found else reply(b'{"error":"no correspondence"}', 404)

    stand_in.answer, said = answer, list[str]()
    fetched = fetch_answers(stand_in.url, tmp_path, date(2013, 1, 1), date(2024, 6, 1), said.append)
    assert said == ["KLASS has no 131-correspondsAt-112-2021-01-01; what it would tell is left as it is"]
    live = update_places(places, fetched, write=False).diff()
    assert "+gol,0617,2013-01-01,2020-01-01\n" in live
    assert update_places(places, saved_answers(tmp_path / "raw" / "klass"), write=False).diff() == live
