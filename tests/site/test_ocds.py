"""Open contracting data: pages for machines, a file, and whether they are what the standard asks for."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from loftet.cli import main
from loftet.core.ocds import amount, item
from loftet.needs.models import Need
from loftet.people.models import User
from loftet.places.models import Place
from loftet.pools.models import Pool, State
from loftet.site import ocds
from loftet.site.environment import matching
from tests.needs.conftest import (  # noqa: F401 - fixtures
    Share,
    draft,
    people,
    share,
    world,
    world_and_people,
    writer,
)
from tests.open_contracting import refused_by_the_standard
from tests.people.partnership import World

PAGE = "/api/ocds/"


def needs(world: World, user: User, number: int) -> None:  # noqa: F811
    """Make so many public needs of Gol."""
    now, day = timezone.now(), timezone.localdate()
    common: dict[str, Any] = {"organisation": world.gol, "written": now, "written_by": user, "shared": now}
    open_until: dict[str, Any] = {"state": "open", "audience": "public", "expires_on": day}
    Need.objects.bulk_create(Need(title=f"Behov {at}", **common, **open_until) for at in range(number))


def test_the_releases_of_a_site_are_valid(
    share: Share,  # noqa: F811
    world: World,  # noqa: F811
    writer: Any,  # noqa: F811
    tmp_path: Path,
    shared: Path,
) -> None:
    need = share("public")
    more = {"cpv": "4523", "volume": 12.5, "unit": "km", "budget": 1_200_000, "problem": "Det lek."}
    Need.objects.filter(pk=need.pk).update(needed_by=timezone.localdate(), **more)
    world.gol.number = "974760673"
    world.gol.save()
    pool = Pool.objects.create(
        lead=world.gol,
        region=Place.objects.get(organisations=world.council),
        title="Røyr",
        unit="km",
        joins_until=timezone.localdate(),
        written=timezone.now(),
        written_by=writer.person,
        state=State.OPEN,
        opened=timezone.now(),
    )
    pool.needs.add(need)
    for name, records in (("releases", False), ("records", True)):
        file = tmp_path / f"{name}.json"
        assert ocds.export(file, records=records) == 2
        assert refused_by_the_standard(shared, file) == []
    first, second = json.loads((tmp_path / "releases.json").read_text())["releases"]
    assert first["parties"][0]["identifier"]["id"] == "974760673"
    assert first["tender"]["items"][0] == {
        "id": "1",
        "description": need.title,
        "unit": {"name": "km"},
        "quantity": 12.5,
        "classification": {"scheme": "CPV", "id": "45230000"},
    }
    assert second["relatedProcesses"][0]["identifier"] == first["ocid"]
    assert [one["type"] for one in second["planning"]["milestones"]] == ["engagement"]


def test_the_same_records_give_the_same_bytes(share: Share, tmp_path: Path) -> None:  # noqa: F811
    share("public")
    for name in ("a", "b"):
        ocds.export(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_has_run_out_or_ended_is_left_out(share: Share, client: Client) -> None:  # noqa: F811
    share("public")
    Need.objects.update(expires_on="2026-01-01")
    assert client.get(PAGE).json()["releases"] == []


def test_a_hundred_releases_are_a_page(world: World, client: Client, writer: Any) -> None:  # noqa: F811
    needs(world, writer.person, 101)
    first = client.get(PAGE).json()
    second = client.get(f"{PAGE}?side=2").json()
    assert (len(first["releases"]), len(second["releases"])) == (100, 1)
    assert first["links"] == {"next": f"http://localhost:8000{reverse('ocds')}?side=2"}
    assert second["links"] == {"prev": f"http://localhost:8000{reverse('ocds')}"}
    for asked in ("3", "0", "-1", "x", "10001", "٣"):
        assert client.get(f"{PAGE}?side={asked}").status_code == 404


def test_pages_go_on_from_one_app_to_the_next(world: World, writer: Any) -> None:  # noqa: F811
    needs(world, writer.person, 3)
    now, day = timezone.now(), timezone.localdate()
    common: dict[str, Any] = {"region": world.council.place, "joins_until": day, "written_by": writer.person}
    opened: dict[str, Any] = {"state": State.OPEN, "opened": now, "written": now}
    Pool.objects.bulk_create(Pool(lead=world.gol, title=f"Kjøp {at}", **common, **opened) for at in range(3))
    every = [one.process for one in ocds.releases()]
    assert [process.partition("-")[0] for process in every] == ["need"] * 3 + ["pool"] * 3
    for begin in range(7):
        for end in range(begin, 8):
            assert [one.process for one in ocds.releases(begin, end)] == every[begin:end]


def test_a_page_that_has_not_changed_is_not_sent_again(share: Share, client: Client) -> None:  # noqa: F811
    share("public")
    answer = client.get(PAGE)
    assert answer.headers["Content-Type"] == "application/json"
    again = client.get(PAGE, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(PAGE).status_code == 405


def test_queries_do_not_grow_with_the_releases(
    world: World,  # noqa: F811
    writer: Any,  # noqa: F811
    django_assert_max_num_queries: Any,
) -> None:
    needs(world, writer.person, 60)
    with django_assert_max_num_queries(6):
        ocds.page(1)


def test_the_command_refuses_a_file_that_cannot_be_written(
    world: World,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "folder").mkdir()
    assert main(["export", "ocds", "--out", str(tmp_path / "folder")]) == 2
    assert "folder" in capsys.readouterr().err
    assert main(["export", "ocds", "--out", str(tmp_path / "o.json")]) == 0
    assert json.loads((tmp_path / "o.json").read_text())["releases"] == []


def test_a_made_up_site_says_so(settings: Settings, world: World, tmp_path: Path) -> None:  # noqa: F811
    settings.DATA, settings.OPERATOR = tmp_path, "Rådet"
    assert ocds.page(1)["publisher"] == {"name": "Rådet"}  # type: ignore[index]
    (tmp_path / "DEMO").touch()
    assert ocds.page(1)["publisher"] == {"name": "Rådet (demo: all of it is made up)"}  # type: ignore[index]


def test_a_prefix_has_the_form_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = r"ocds-[a-z0-9]{6}"
    for value, is_right in (("ocds-abc123", True), ("ocds-abc12", False), ("abc123", False)):
        monkeypatch.setenv("LOFTET_OCDS_PREFIX", value)
        if is_right:
            assert matching("LOFTET_OCDS_PREFIX", pattern, "") == value
        else:
            with pytest.raises(ImproperlyConfigured, match="LOFTET_OCDS_PREFIX"):
                matching("LOFTET_OCDS_PREFIX", pattern, "")


def test_items_and_sums_are_written_as_numbers() -> None:
    assert amount(Decimal("1200000.00")) == {"amount": 1_200_000, "currency": "NOK"}
    assert item("Røyr", "") == {"id": "1", "description": "Røyr"}
