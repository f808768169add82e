"""The weight of the pages of status: HTML and scripts, packed as they are sent."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.status.test_readability import PAGES

MOST = 60_000
SCRIPT = re.compile(r'<script src="/static/([^"?]+)')


def weight_of(file: str) -> int:
    found = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", file))
    assert found, file
    return len(gzip.compress(Path(found).read_bytes()))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_status_is_light(demo_site: Path, client: Client, address: str) -> None:
    page = client.get(address).content
    assert len(gzip.compress(page)) <= MOST
    scripts = SCRIPT.findall(page.decode())
    assert scripts
    if not address.startswith("/utforsk/"):
        assert sum(map(weight_of, scripts)) <= MOST
