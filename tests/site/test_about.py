"""What the site tells about itself is true to its settings and to its code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from loftet.people.devices import DEVICE_COOKIE
from loftet.people.models import User
from loftet.people.views.sign_in import COOKIE as SIGN_IN_COOKIE
from loftet.site.views.about import RunBy
from loftet.status.models import ErrorReport

Text = Callable[[HttpResponseBase], str]
PAGES = ("/om/", "/personvern/", "/tilgjengelighet/")


@pytest.fixture
def nobody(demo_site: Path, settings: Settings) -> None:
    """Remove the settings of who runs the site."""
    settings.OPERATOR = settings.CONTACT = settings.SOURCE_CODE = settings.ACCESSIBILITY_STATEMENT = ""


@pytest.mark.parametrize("address", PAGES)
def test_the_names_of_settings_never_reach_a_reader(
    nobody: None, client: Client, text_of: Text, address: str
) -> None:
    said = text_of(client.get(f"{address}?lang=nb"))
    assert "LOFTET_" not in said
    assert "kke oppgitt" not in said
    assert "Skriv til dem som driver nettstedet" in said


@pytest.mark.parametrize("address", PAGES)
def test_who_runs_the_site_is_named(
    nobody: None, settings: Settings, client: Client, text_of: Text, address: str
) -> None:
    settings.OPERATOR, settings.CONTACT = "Regionrådet", "post@region.example"
    page = client.get(f"{address}?lang=nn")
    assert "Blir drive av Regionrådet Kontakt post@region.example" in text_of(page)
    assert 'href="mailto:post@region.example"' in page.content.decode()


def test_a_contact_is_an_address_a_page_or_words() -> None:
    def link(contact: str) -> str:
        return RunBy("", contact, "", "").contact_link

    assert [
        link(one) for one in ("a@b.example", "https://b.example/", "ring oss", "a @ b", "javascript:x")
    ] == [
        "mailto:a@b.example",
        "https://b.example/",
        "",
        "",
        "",
    ]


def test_source_and_statement_are_linked_only_where_they_are_known(
    nobody: None, settings: Settings, client: Client, text_of: Text
) -> None:
    assert "Se kildekoden" not in text_of(client.get("/om/?lang=nb"))
    assert "uustatus" not in text_of(client.get("/tilgjengelighet/?lang=nb"))
    settings.SOURCE_CODE, settings.ACCESSIBILITY_STATEMENT = (
        "https://code.example/",
        "https://uustatus.example/",
    )
    assert '<a class="ds-link" href="https://code.example/">Se kildekoden' in (
        client.get("/om/?lang=nb").content.decode()
    )
    assert '<a class="ds-link" href="https://uustatus.example/">Les tilgjengelighetserklæringen' in (
        client.get("/tilgjengelighet/?lang=nb").content.decode()
    )


def test_every_cookie_of_the_site_stands_on_the_page_about_privacy(demo_site: Path, client: Client) -> None:
    told = set(re.findall(r"<dt><code>(\w+)</code>", client.get("/personvern/").content.decode()))
    client.get("/personvern/?lang=nn")
    client.get("/meld-feil/?indikator=water_leakage&sted=gol")
    assert set(client.cookies) == {site_settings.LANGUAGE_COOKIE_NAME, site_settings.CSRF_COOKIE_NAME}
    assert told == {*client.cookies, site_settings.SESSION_COOKIE_NAME, SIGN_IN_COOKIE, DEVICE_COOKIE}


def test_reading_sets_no_cookie_at_all(demo_site: Path, client: Client) -> None:
    for address in ("/", "/kommuner/gol/", "/indikatorer/", "/datagrunnlag/", *PAGES):
        client.get(address)
    assert set(client.cookies) == set()


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (
            ErrorReport,
            {
                *("id", "place", "indicator", "page", "year", "edition", "text", "language", "reply_to"),
                *(
                    "received",
                    "reporter",
                    "passed_to",
                    "answer",
                    "answer_language",
                    "answered",
                    "answered_by",
                ),
                *("answered_for", "shown", "version"),
            },
        ),
        (
            User,
            {
                *("id", "email", "name", "language", "is_active", "created", "erased", "last_login"),
                *("sign_in_number", "telephone"),
            },
        ),
    ],
)
def test_what_is_kept_about_people_is_what_the_page_about_privacy_says(
    model: type[Model], fields: set[str]
) -> None:
    # A new field that tells of a person must be named on the page as well.
    assert {field.name for field in model._meta.concrete_fields} == fields
