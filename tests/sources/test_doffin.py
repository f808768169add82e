"""Doffin: what is read of a notice, which answers are refused, and that no person is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources import addresses
from loftet.sources.doffin.client import DAYS, HEADER, REACHABLE, VARIABLE, Doffin, new_doffin
from loftet.sources.doffin.notice import Buyer, Kind, read_notice, without_persons
from loftet.sources.doffin.terms import NoTerms, Terms, read_terms
from loftet.sources.stand_in.doffin import DoffinStandIn, read_notices
from loftet.sources.web import Caller

TODAY = date(2026, 11, 29)
HIT: dict[str, Any] = {
    "id": "2026-105123",
    "buyer": [{"id": "x", "organizationId": "940 426 293", "name": "Gol kommune"}],
    "heading": "Rammeavtale  røyr",
    "type": "ANNOUNCEMENT_OF_COMPETITION",
    "allTypes": ["RESULT"],
    "status": None,
    "issueDate": "2026-11-20T08:00:00+01:00",
    "deadline": "2026-12-20T10:00:00Z",
    "estimatedValue": {"currencyCode": "NOK", "amount": 1500000.5},
    "cpvCodes": ["45232150", "44160000-9", "røyr"],
    "lots": [{"winner": [{"name": "Demorør AS"}, {"name": "Kari Prøvesen"}]}],
}
EFORMS = """<ContractNotice
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{}</ContractNotice>"""
LOT = """<cac:ProcurementProjectLot><cac:TenderingProcess><cac:ContractingSystem>
  <cbc:ContractingSystemTypeCode listName="{}">{}</cbc:ContractingSystemTypeCode></cac:ContractingSystem>
  </cac:TenderingProcess><cac:ProcurementProject><cac:PlannedPeriod>{}</cac:PlannedPeriod></cac:ProcurementProject>
  </cac:ProcurementProjectLot>"""


def asked_of(stand_in: DoffinStandIn, key: str = "") -> Doffin:
    http = httpx.Client(transport=stand_in.in_process(), headers={HEADER: key} if key else {})
    return Doffin(Caller("https://doffin.example/public/v2/", http, pauses=()))


def many(count: int, day: Callable[[int], date]) -> DoffinStandIn:
    hits = [
        HIT | {"id": f"2026-{number + 1}", "issueDate": f"{day(number)}", "publicationDate": f"{day(number)}"}
        for number in range(count)
    ]
    return DoffinStandIn(hits)


def answering(respond: Callable[[httpx.Request], httpx.Response]) -> Doffin:
    http = httpx.Client(transport=httpx.MockTransport(respond))
    return Doffin(Caller("https://doffin.example/public/v2/", http, pauses=()))


# --- a notice -------------------------------------------------------------------------------------------


def test_a_notice_is_read_with_its_kind_days_codes_and_firms() -> None:
    read = read_notice(HIT)
    assert (read.id, read.kind, read.title) == ("2026-105123", Kind.COMPETITION, "Rammeavtale røyr")
    assert (read.issued, read.deadline) == (date(2026, 11, 20), date(2026, 12, 20))
    assert (read.buyers, read.cpv) == ((Buyer("940426293", "Gol kommune"),), ("45232150", "44160000"))
    assert (read.value, read.winners) == (Decimal("1500000.5"), ("Demorør AS",))


def test_a_notice_of_intent_is_no_result_whatever_all_types_says() -> None:
    read = read_notice(HIT | {"type": "ANNOUNCEMENT_OF_INTENT"})
    assert (read.kind, read.unknown) == (None, "")


def test_a_type_that_is_new_is_left_out_and_told_of() -> None:
    read = read_notice(HIT | {"type": "SOMETHING_NEW"})
    assert (read.kind, read.unknown) == (None, "SOMETHING_NEW")


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("notice", "no notice"),
        (HIT | {"id": "../../etc"}, "no id"),
        (HIT | {"id": None}, "no id"),
        (HIT | {"issueDate": "i morgon", "publicationDate": None}, "has no day"),
    ],
)
def test_what_is_no_notice_is_refused(told: Any, cause: str) -> None:
    with pytest.raises(InvalidInput, match=cause):
        read_notice(told)


@pytest.mark.parametrize(
    "worth",
    [
        None,
        {"currencyCode": "EUR", "amount": 5},
        {"currencyCode": "NOK", "amount": -1},
        {"currencyCode": "NOK", "amount": "NaN"},
    ],
)
def test_a_value_that_is_not_in_kroner_is_left_out(worth: Any) -> None:
    assert read_notice(HIT | {"estimatedValue": worth}).value is None


def test_a_heading_loses_what_points_to_a_person_and_keeps_years_and_amounts() -> None:
    told = "Spørsmål: kari@gol.example, +4732029000, 99 88 77 66, 010190 12345. Røyr 2026-2030, 1500000 kr"
    assert without_persons(told) == "Spørsmål: … …, …, …. Røyr 2026-2030, 1500000 kr"


# --- its terms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        ("<cbc:EndDate>2030-06-30+02:00</cbc:EndDate>", date(2030, 6, 30)),
        ('<cbc:DurationMeasure unitCode="MONTH">48</cbc:DurationMeasure>', date(2030, 11, 28)),
        (
            "<cbc:StartDate>2027-01-01Z</cbc:StartDate>"
            '<cbc:DurationMeasure unitCode="YEAR">2</cbc:DurationMeasure>',
            date(2028, 12, 31),
        ),
        ('<cbc:DurationMeasure unitCode="WEEK">2</cbc:DurationMeasure>', date(2026, 12, 12)),
        ('<cbc:DurationMeasure unitCode="MONTH">0</cbc:DurationMeasure>', None),
        ('<cbc:DurationMeasure unitCode="MONTH">99999</cbc:DurationMeasure>', None),
        ('<cbc:DurationMeasure unitCode="MONTH">fire</cbc:DurationMeasure>', None),
        ("<cbc:DescriptionCode>UNLIMITED</cbc:DescriptionCode>", None),
    ],
)
def test_the_end_is_told_or_counted_from_the_length(period: str, ends: date | None) -> None:
    told = EFORMS.format(LOT.format("framework-agreement", "fa-wo-rc", period))
    assert read_terms(told.encode(), TODAY) == Terms(True, ends)


def test_the_first_of_several_lots_that_ends_is_the_day_and_one_framework_is_enough() -> None:
    lots = [
        LOT.format("framework-agreement", "none", "<cbc:EndDate>2030-01-01</cbc:EndDate>"),
        LOT.format("framework-agreement", "fa-mix", "<cbc:EndDate>2029-01-01</cbc:EndDate>"),
        LOT.format("dps-usage", "dps-list", ""),
    ]
    assert read_terms(EFORMS.format("".join(lots)).encode(), TODAY) == Terms(True, date(2029, 1, 1))


def test_another_technique_is_no_framework_agreement() -> None:
    assert read_terms(EFORMS.format(LOT.format("dps-usage", "dps-list", "")).encode(), TODAY) == Terms()


def test_a_notice_of_the_shared_examples_is_read(shared: Path) -> None:
    content = (shared / "data" / "formats" / "examples" / "eforms_E2_national_good.xml").read_bytes()
    assert read_terms(content, TODAY).framework is False


@pytest.mark.parametrize(
    "content",
    [b"", b"<html", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '{"a": "røyr"}'.encode("latin-1")],
)
def test_a_notice_that_is_no_plain_xml_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="no XML"):
        read_terms(content, TODAY)


def test_a_notice_that_is_not_there_is_told_apart_from_a_doffin_that_does_not_answer() -> None:
    for status, kind in ((404, NoTerms), (400, InvalidInput)):
        told = httpx.Response(status)
        with pytest.raises(InvalidInput) as refused:
            answering(partial(_told, told)).terms(read_notice(HIT))
        assert type(refused.value) is kind


def _told(answer: httpx.Response, _request: httpx.Request) -> httpx.Response:
    return answer


# --- a search -------------------------------------------------------------------------------------------


def test_a_stretch_of_days_comes_in_slices_each_whole(catalogue: Path) -> None:
    first = TODAY - timedelta(days=60)
    found = list(asked_of(read_notices(catalogue, TODAY)).slices(first, TODAY))
    assert [(one.first, one.last) for one in found][:2] == [
        (first, first + timedelta(days=DAYS - 1)),
        (first + timedelta(days=DAYS), first + timedelta(days=2 * DAYS - 1)),
    ]
    assert found[-1].last == TODAY
    assert sorted(one.id[5:] for some in found for one in some.notices) == [
        f"9001{number:02}" for number in range(4, 12)
    ]


def test_a_slice_with_more_than_can_be_reached_is_halved() -> None:
    stand_in = many(REACHABLE + 300, lambda number: TODAY - timedelta(days=number % DAYS))
    found = list(asked_of(stand_in).slices(TODAY - timedelta(days=DAYS - 1), TODAY))
    assert [(one.last - one.first).days + 1 for one in found] == [5, 5]
    assert len({one.id for some in found for one in some.notices}) == REACHABLE + 300


def test_a_day_with_more_than_can_be_reached_asks_for_a_code() -> None:
    with pytest.raises(InvalidInput, match="1001 notices of 2026-11-29 and hands out 1000: name a CPV code"):
        list(asked_of(many(REACHABLE + 1, lambda _number: TODAY)).slices(TODAY, TODAY))


def test_days_that_are_ignored_are_noticed(catalogue: Path) -> None:
    stand_in = read_notices(catalogue, TODAY)

    def respond(request: httpx.Request) -> httpx.Response:
        known = {name: told for name, told in request.url.params.items() if not name.startswith("issueDate")}
        return httpx.Response(200, content=orjson.dumps(stand_in.answer(["search"], known)[1]))

    with pytest.raises(InvalidInput, match="does not heed the days: asked from 2026-11-29 to 2026-11-29"):
        list(answering(respond).slices(TODAY, TODAY))


def test_a_code_that_is_ignored_is_noticed(catalogue: Path) -> None:
    stand_in = read_notices(catalogue, TODAY)

    def respond(request: httpx.Request) -> httpx.Response:
        known = {name: told for name, told in request.url.params.items() if name != "cpvCode"}
        return httpx.Response(200, content=orjson.dumps(stand_in.answer(["search"], known)[1]))

    first = TODAY - timedelta(days=9)
    with pytest.raises(InvalidInput, match="does not heed the CPV code: asked for 45230000"):
        list(answering(respond).slices(first, TODAY, "45230000"))
    found = list(asked_of(stand_in).slices(first, TODAY, "45230000"))
    assert [one.title for some in found for one in some.notices] == ["Rammeavtale asfalt"]


def test_an_answer_that_lacks_notices_is_refused() -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        told = {"numHitsTotal": 3, "numHitsAccessible": 3, "hits": [HIT]}
        return httpx.Response(200, content=orjson.dumps(told))

    day = date(2026, 11, 20)
    with pytest.raises(InvalidInput, match=r"tells of 3 notices .* and hands out 1: try again"):
        list(answering(respond).slices(day, day))


@pytest.mark.parametrize("content", [b"<html>", b"[]", b'{"hits": []}', b'{"numHitsTotal": "x", "hits": []}'])
def test_an_answer_that_is_no_search_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="not one of its search"):
        list(answering(lambda _request: httpx.Response(200, content=content)).slices(TODAY, TODAY))


def test_a_key_is_demanded_and_named_where_it_is_missing_or_wrong(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = read_notices(catalogue, TODAY)
    stand_in.key = "right"
    assert list(asked_of(stand_in, "right").slices(TODAY, TODAY))
    with pytest.raises(InvalidInput, match=f"a key that it knows: set {VARIABLE}"):
        list(asked_of(stand_in, "wrong").slices(TODAY, TODAY))
    monkeypatch.delenv(addresses.VARIABLE, raising=False)
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(InvalidInput, match=f"a key of your own: set {VARIABLE}"):
        new_doffin(catalogue)


def test_the_key_is_sent_to_no_other_address(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(addresses.VARIABLE, raising=False)
    monkeypatch.setenv(VARIABLE, "mine")
    doffin = new_doffin(catalogue)
    assert doffin.caller.http.headers[HEADER] == "mine"
    assert not doffin.caller.http.follow_redirects
    assert doffin.caller.base_url == "https://api.doffin.no/public/v2/"
