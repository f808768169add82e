"""A need and a joint purchase as they are handed out on an access request."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from loftet.log.models import Entry
from loftet.needs.actions import change_need
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from tests.needs.conftest import People, Share
from tests.people.partnership import browser_of


def files_of(response: Any) -> tuple[str, dict[str, object]]:
    """Return the page and the data of a file that was handed out."""
    with ZipFile(BytesIO(response.content)) as whole:
        page, data = (whole.read(name).decode() for name in sorted(whole.namelist()))
    return page, json.loads(data)


def test_a_need_is_handed_out_with_what_was_changed_and_without_a_hidden_budget(
    people: People, draft: Need, share: Share, writer: Actor
) -> None:
    hidden = {"budget": 777_001, "budget_hidden": True, "budget_basis": "offl-23-3"}
    change_need(draft, {**hidden, "effect": "Mindre lekkasje."}, actor=writer)
    share(audience="public")
    change_need(Need.objects.get(), {"effect": "Halv lekkasje."}, actor=writer)
    address = f"{draft.get_absolute_url()}innsyn/?lang=nb"
    page, data = files_of(browser_of(people.writer).post(address, {"journalled": "will_be"}))
    assert [
        word for word in ("Mindre lekkasje.", "Halv lekkasje.", "§ 23", "delte et behov") if word not in page
    ] == []
    assert "777001" not in page.replace("\xa0", "") + json.dumps(data)
    assert (data["title"], data["organisation"]) == (draft.title, "Gol kommune")
    told = Entry.objects.get(action="need.handed_out")
    assert (told.details, told.acting_for) == ({"journalled": "will_be"}, "Gol kommune")


def test_without_an_answer_on_the_journal_nothing_is_handed_out(people: People, draft: Need) -> None:
    assert browser_of(people.writer).post(f"{draft.get_absolute_url()}innsyn/", {}).status_code == 422
    assert not Entry.objects.filter(action="need.handed_out").exists()


def test_a_need_is_handed_out_by_those_who_have_a_role_in_its_organisation(
    people: People, share: Share
) -> None:
    address, sent = f"{share('public').get_absolute_url()}innsyn/", {"journalled": "yes"}
    roles = ("writer", "politician", "neighbour", "far", "firm")
    answers = {one: browser_of(getattr(people, one)).post(address, sent).status_code for one in roles}
    assert answers == {"writer": 200, "politician": 200, "neighbour": 403, "far": 403, "firm": 403}
