"""The mandate of a member of a joint purchase: one page, for the buyers alone."""

import re
from io import BytesIO

import docx
import pytest

from loftet.people.actor import Actor
from loftet.pools.models import Pool
from tests.needs.conftest import People
from tests.people.partnership import World, browser_of

pytestmark = pytest.mark.usefixtures("english")


def test_a_mandate_is_one_page_of_the_buyers_and_of_no_firm(
    pool: Pool, world: World, people: People, acting: Actor
) -> None:
    address = f"{pool.get_absolute_url()}mandat/al.docx"
    file = browser_of(acting.person).get(f"{address}?lang=nn")
    cells = [one.text for table in docx.Document(BytesIO(file.content)).tables for one in table._cells]
    assert {"48 km", "1 600 000 kr", "26/14"} <= {re.sub(r"\s", " ", one) for one in cells}
    for user, status in ((people.firm, 403), (people.far, 403), (people.council, 200)):
        assert browser_of(user).get(address).status_code == status
    assert browser_of(acting.person).get(address.replace("/al.", "/oslo.")).status_code == 404
