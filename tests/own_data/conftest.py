"""Municipalities that keep own data, and the people who may add some."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loftet.own_data.models import OwnFile, OwnSeries
from loftet.people.models import RoleKind
from tests.people.partnership import World, browser_of, hire, small_partnership

LIST = "/kommuner/gol/egne-tall/"
SEND = f"{LIST}ny-fil/"
TEXT = "Kommune;År;Andel\nGol;2022;12,5\nÅl;2022;3,1\nGol;2023;13,0\nÅl;2023;3,2\n"
ABOUT = {
    "title": "Svinn",
    "unit": "%",
    "decimals": "1",
    "covers": "1",
    "source": "Kjøkenet",
    "licence": "CC BY 4.0",
    "note": "Vege i fire veker.",
}


@pytest.fixture
def world(db: None) -> World:
    return small_partnership()


@pytest.fixture
def adviser(world: World) -> Client:
    """Return the browser of Gol's business adviser."""
    return browser_of(hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER))


@pytest.fixture
def neighbour(world: World) -> Client:
    """Return the browser of Ål's business adviser."""
    return browser_of(hire("ola@al.example", world.al, RoleKind.BUSINESS_ADVISER))


def send(browser: Client, content: bytes | str = TEXT, name: str = "svinn.csv", to: str = SEND) -> Any:
    """Send a file."""
    raw = content.encode() if isinstance(content, str) else content
    return browser.post(to, {"file": SimpleUploadedFile(name, raw)})


def keep(browser: Client, file: OwnFile, **changes: str) -> Any:
    """Say what the figures of a file are."""
    sent = ABOUT | {"version": str(file.version)} | changes
    return browser.post(f"/egne-tall/fil/{file.pk}/behold/", sent)


def kept_series(browser: Client) -> OwnSeries:
    """Send a file and keep it."""
    send(browser)
    keep(browser, OwnFile.objects.get())
    return OwnSeries.objects.get()
