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
    assert '<html lang="nn">' in page
    assert "<h1>Dette lét seg ikkje forstå</h1>" in page
    assert "e vil" not in page


def test_a_form_from_elsewhere_is_refused_in_words(demo_site: Path, text_of: Text) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/meld-feil/?indikator=water_leakage&sted=gol&lang=nb", {"text": "Feil."})
    assert response.status_code == 403
    assert "Skjemaet ble ikke sendt Vi kunne ikke se at det kom fra en side på dette nettstedet" in (
        text_of(response)
    )
