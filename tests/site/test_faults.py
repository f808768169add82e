"""What is not there, not understood or refused is said in words, in the language of the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

Text = Callable[[HttpResponseBase], str]


def test_an_address_with_a_strange_host_is_not_understood(
    demo_site: Path, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get("/?lang=nn", headers={"host": "e vil"})
    assert response.status_code == 400
    page = response.content.decode()
    assert '<html lang="nn" ' in page
    assert "<h1>Dette lét seg ikkje forstå</h1>" in page
    assert "e vil" not in page


@pytest.mark.parametrize("address", ["/kommuner/finst-ikkje/", "/finst-ikkje/"])
def test_what_is_not_there_has_a_search_and_is_not_cited(
    demo_site: Path, client: Client, address: str
) -> None:
    response = client.get(f"{address}?lang=nn")
    page = response.content.decode()
    assert response.status_code == 404
    assert page.count('role="search"') == 1
    assert "autofocus" not in page
    assert "@misc" not in page
    assert "Fast lenkje" not in page


def test_a_form_from_elsewhere_is_refused_in_words(demo_site: Path, text_of: Text) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/meld-feil/?indikator=water_leakage&sted=gol&lang=nb", {"text": "Feil."})
    assert response.status_code == 403
    assert "Skjemaet ble ikke sendt Vi kunne ikke se at det kom fra en side på dette nettstedet" in (
        text_of(response)
    )


@pytest.mark.parametrize(
    "query",
    ["&".join(f"a{number}=1" for number in range(1, 1501)), "q=" + "x" * 5_000, "&" * 1_500],
    ids=["1500 parameters", "one long parameter", "1500 empty ones"],
)
def test_a_query_that_is_too_long_is_refused_in_words(client: Client, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == "Adressen er for lang. Begynn på forsiden.\n"


def test_a_form_with_too_many_fields_is_not_understood(client: Client) -> None:
    answer = client.post("/logg-inn/?lang=nn", {f"a{number}": "1" for number in range(1_500)})
    assert answer.status_code == 400
    assert "<h1>Dette lét seg ikkje forstå</h1>" in answer.content.decode()
