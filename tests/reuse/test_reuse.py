"""What others take over of a finished project: offered, taken over, counted, and refused."""

import pytest
from django.utils import timezone

from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.places.ladder import Rung
from loftet.projects.models import Project
from loftet.reuse.actions import adopt_project, name_adopter_abroad, write_reuse
from loftet.reuse.queries import spread_of
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.projects.conftest import finished
from tests.projects.test_refused import OFFER, reason


def test_a_finished_project_is_taken_over_and_counted(
    project: Project, world: World, people: People, writer: Actor
) -> None:
    done = finished(project, writer)
    write_reuse(done, OFFER, 0, actor=writer)
    assert spread_of(done, timezone.localdate()).rung == Rung.LOCAL
    page = browser_of(people.neighbour).get(f"{project.get_absolute_url()}gjenbruk/?lang=nn").content.decode()
    assert "Vi vil ha dette i Ål" in page
    answer_ = browser_of(people.neighbour).post(f"{project.get_absolute_url()}overta/al/")
    need = Need.objects.get(organisation=world.al)
    assert answer_.headers["Location"] == f"/behov/{need.pk}/hva/"
    assert (need.title, need.effect) == (project.title, "Det lek mindre.")
    assert spread_of(done, timezone.localdate()).rung == Rung.REGIONAL
    sent = {"abroad": "Provby, Sverige", "version": Project.objects.get().version}
    browser_of(people.writer).post(f"{project.get_absolute_url()}gjenbruk/utlandet/", sent)
    assert spread_of(done, timezone.localdate()).rung == Rung.INTERNATIONAL


@pytest.mark.usefixtures("english")
def test_what_is_not_offered_is_not_taken_over(
    project: Project, people: People, world: World, writer: Actor
) -> None:
    neighbour = acting_as(people.neighbour)
    assert reason(lambda: write_reuse(project, OFFER, 0, actor=writer)) == (
        "Others take over what is finished. Finish the project first."
    )
    assert reason(lambda: adopt_project(project, world.al, actor=neighbour)) == (
        "The project has not said yet what others can take over."
    )
    done = finished(project, writer)
    write_reuse(done, OFFER, 0, actor=writer)
    done = Project.objects.get()
    assert (
        reason(lambda: adopt_project(done, world.gol, actor=writer))
        == "place: It took part in the project itself."
    )
    assert adopt_project(done, world.al, actor=neighbour).need.title == project.title  # type: ignore[union-attr]
    assert (
        reason(lambda: adopt_project(done, world.al, actor=neighbour))
        == "place: It is among the adopters already."
    )
    assert reason(lambda: adopt_project(done, world.al, actor=writer)).startswith("Needs are written by")
    assert reason(lambda: name_adopter_abroad(done, {"abroad": ""}, actor=writer)) == (
        "place: Choose a municipality, or write a place abroad."
    )
    assert reason(lambda: adopt_project(done, world.al, actor=acting_as(people.politician))) == (
        "Those who write needs for a municipality do this."
    )
