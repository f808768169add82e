"""Enhetsregisteret: which numbers are numbers, what is read of an answer, what is said when none comes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources import addresses
from loftet.sources.brreg.client import AT_NIGHT, AT_ONCE, NotFound, Register, Removed, new_caller
from loftet.sources.brreg.company import Branch, Company, Trouble, read_company
from loftet.sources.brreg.number import NumberFault, WrongNumber, check_digit, read_number
from loftet.sources.stand_in.brreg import RegisterStandIn, read_register
from loftet.sources.web import Caller

PIPES, NOT_NINE, WRONG = "310482382", NumberFault.NOT_NINE_DIGITS, NumberFault.WRONG_CHECK_DIGIT
Respond = Callable[[httpx.Request], httpx.Response]


def asked_by(respond: Respond) -> Register:
    http = httpx.Client(transport=httpx.MockTransport(respond))
    return Register(Caller("https://register.example/api/", http, pauses=()))


@pytest.fixture(scope="module")
def stand_in(catalogue: Path) -> RegisterStandIn:
    return read_register(catalogue)


@pytest.fixture
def register(stand_in: RegisterStandIn) -> Register:
    http = httpx.Client(transport=stand_in.in_process())
    return Register(Caller("https://register.example/api/", http, pauses=()))


@pytest.mark.parametrize(
    "written",
    [
        "974760673",
        "974 760 673",
        " 974760673\n",
        "NO974760673MVA",
        "no 974760673 mva",
        "974\u00a0760\u00a0673",
    ],
)
def test_a_number_is_read_as_people_write_it(written: str) -> None:
    assert read_number(written) == "974760673"


@pytest.mark.parametrize("number", ["971032146", "991825827", "988077917", "985821585", "912660680"])
def test_numbers_in_use_have_the_right_check_digit(number: str) -> None:
    assert check_digit(number[:8]) == int(number[8])


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("974760674", WRONG),
        ("000000001", WRONG),
        ("910000080", WRONG),
        ("97476067", NOT_NINE),
        ("9747606733", NOT_NINE),
        ("97476067A", NOT_NINE),
        ("\u0669\u0667\u0664\u0667\u0666\u0660\u0666\u0667\u0663", NOT_NINE),
        ("", NOT_NINE),
        ("9" * 10_000_000, NOT_NINE),
        ("974760673<b>", NOT_NINE),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(written: str, fault: NumberFault) -> None:
    with pytest.raises(WrongNumber) as refused:
        read_number(written)
    assert refused.value.fault is fault


def test_a_stem_that_would_need_ten_has_no_check_digit() -> None:
    assert {check_digit(stem) for stem in ("91000008", "91000011", "91000025")} == {None}


def test_every_number_of_the_made_up_register_could_be_one_and_is_nobodys(stand_in: RegisterStandIn) -> None:
    assert {read_number(number)[0] for number in stand_in.rows} == {"3"}


def test_an_organisation_is_found_with_its_branches(register: Register) -> None:
    assert register.find("310 482 382") == Company(
        number=PIPES,
        name="DEMORØR AS",
        form="AS",
        form_name="Aksjeselskap",
        activity="42.210",
        activity_name="Bygging av vann- og kloakkanlegg",
        street="Fossevegen 11",
        postal_code="9904",
        town="FOSSVANG",
        municipality="9904",
        email="post@demoror.example",
        website="demoror.example",
        employees=22,
        branches=(
            Branch("310487937", "DEMORØR AS AVD TJERNLI", "9905", "TJERNLI"),
            Branch("310488305", "DEMORØR AS AVD BJØRKEVOLL", "9906", "BJØRKEVOLL"),
        ),
    )


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        ("310486086", Trouble.BANKRUPT),
        ("310486450", Trouble.WINDING_UP),
        ("310486825", Trouble.FORCED),
        ("310487198", Trouble.DELETED),
        (PIPES, Trouble.NONE),
    ],
)
def test_what_keeps_an_organisation_from_new_work_is_read(
    register: Register, number: str, trouble: Trouble
) -> None:
    assert register.find(number).trouble is trouble


@pytest.mark.parametrize("number", ["310487562", "974760673", "310487937"])
def test_what_is_removed_unknown_or_a_branch_is_not_found(register: Register, number: str) -> None:
    with pytest.raises(NotFound):
        register.find(number)


def test_only_what_the_register_says_is_removed_counts_as_removed(register: Register) -> None:
    with pytest.raises(NotFound) as removed:
        register.find("310487562")
    with pytest.raises(NotFound) as unknown:
        register.find("974760673")
    assert [type(one.value) for one in (removed, unknown)] == [Removed, NotFound]


def test_a_wrong_number_is_not_asked_for() -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("asked")

    with pytest.raises(WrongNumber):
        asked_by(respond).find("974760674")


def test_many_are_found_in_few_calls_and_what_is_gone_is_left_out(stand_in: RegisterStandIn) -> None:
    calls = []

    def respond(request: httpx.Request) -> httpx.Response:
        calls.append(request.url.path)
        return stand_in.in_process().handler(request)  # type: ignore[return-value]

    numbers = [*stand_in.rows, *(str(one) for one in range(AT_ONCE * 2))]
    found = asked_by(respond).find_all(numbers)
    assert (len(calls), len(found)) == (3, 17)
    assert "310487198" not in found
    assert found["310486086"].trouble is Trouble.BANKRUPT


def raises(fault: Exception) -> Respond:
    def respond(_request: httpx.Request) -> httpx.Response:
        raise fault

    return respond


def answers(status: int, content: bytes) -> Respond:
    return lambda _request: httpx.Response(status, content=content)


@pytest.mark.parametrize(
    ("respond", "cause"),
    [
        (raises(httpx.ReadTimeout("")), "the interface does not answer (ReadTimeout)"),
        (raises(httpx.ConnectError("refused")), "the interface does not answer (ConnectError: refused)"),
        (answers(503, b""), "the interface answers 503 Service Unavailable"),
        (answers(400, b'{"title": "Feil"}'), "the interface answers 400 Feil"),
        (answers(200, b"<html>"), "the answer is not JSON"),
        (answers(200, b"[]"), "the answer of Enhetsregisteret is no organisation"),
        (answers(200, b"{}"), "the answer of Enhetsregisteret lacks «organisasjonsnummer»"),
        (
            answers(200, b'{"organisasjonsnummer": "974760673", "navn": "A"}'),
            "Enhetsregisteret answers with another organisation",
        ),
    ],
)
def test_a_fault_is_told_with_its_reason_after_one_try(respond: Respond, cause: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        asked_by(respond).find(PIPES)
    assert refused.value.problems[0].cause == cause


@pytest.mark.parametrize(
    "strange",
    [
        {"forretningsadresse": "Vegen 1", "naeringskode1": 3, "epostadresse": ["a"], "antallAnsatte": "12"},
        {"forretningsadresse": {"adresse": "Vegen 1", "postnummer": None}, "antallAnsatte": True},
        {"organisasjonsform": None, "hjemmeside": {"a": 1}},
    ],
)
def test_a_part_of_another_kind_is_left_out(strange: dict[str, Any]) -> None:
    assert read_company({"organisasjonsnummer": PIPES, "navn": "Demo", **strange}) == Company(PIPES, "Demo")


def test_a_text_without_end_is_cut_and_stands_on_one_line() -> None:
    company = read_company({"organisasjonsnummer": PIPES, "navn": "Demo\n\tAS " + "x" * 1_000_000})
    assert (company.name[:8], len(company.name)) == ("Demo AS ", 300)


def test_the_register_is_asked_at_its_own_address_or_at_its_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(addresses.VARIABLE, raising=False)
    assert new_caller(AT_NIGHT).base_url == "https://data.brreg.no/enhetsregisteret/api/"
    monkeypatch.setenv(addresses.VARIABLE, "http://127.0.0.1:8600")
    assert new_caller(AT_NIGHT).base_url == "http://127.0.0.1:8600/brreg/"
