"""Stories: what the numbers support is offered, approved and read; all else is refused with the reason."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone

from loftet.background import work
from loftet.charts.png import png_of
from loftet.core.reading import answer
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.models import RoleKind
from loftet.people.permissions import Actor
from loftet.projects.models import Project
from loftet.stories.actions import (
    approve_story,
    change_story,
    offer_story,
    set_picture,
    withdraw_story,
    write_story,
)
from loftet.stories.evidence import holds
from loftet.stories.example import DRAWING
from loftet.stories.models import Picture, State, Story
from loftet.stories.panels import on_municipality
from loftet.stories.pictures import draw_again
from loftet.stories.tasks import story_tasks
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire
from tests.stories.conftest import SENTENCE, answered, told

SAID = {"alt": "Ei vekt på eit kjøkken", "credit": "Gol kommune", "licence": "ask", "people": "none"}


def published(story: Story, writer: Actor, chief: Actor) -> Story:
    """Offer a story and approve it."""
    story.refresh_from_db()
    return approve_story(offer_story(story, actor=writer), actor=chief)


def pictured(story: Story, writer: Actor) -> Picture:
    file = png_of(DRAWING)
    set_picture(story, draw_again(len(file), BytesIO(file)), SAID, actor=writer)
    return Picture.objects.get()


# --- what the numbers support -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "estimate", "figure", "said"),
    [
        ("found", -6.0, "", ""),
        ("found", 6.0, "12 tonn", f"They say: «{SENTENCE}»"),  # it went the wrong way
        ("not_found", -1.0, "12 tonn", f"They say: «{SENTENCE}»"),  # an own number does not help
        ("too_early", None, "", "Write a number of your own"),
        ("too_early", None, "12 tonn", ""),
        ("break", None, "12 tonn", ""),
        ("", None, "", "Write a number of your own"),
        ("", None, "12 tonn", ""),
    ],
)
def test_a_story_says_no_more_than_the_figures_of_its_project(
    world: World,
    project: Project,
    writer: Actor,
    verdict: str,
    estimate: float | None,
    figure: str,
    said: str,
) -> None:
    if verdict:
        answered(project, verdict, estimate)
    written = told(project=project, figure=figure, figure_source="Vege" if figure else "")
    story = write_story(world.gol, written, actor=writer)
    if not said:
        assert offer_story(story, actor=writer).state == State.OFFERED
        return
    with pytest.raises(NotAllowed) as refused:
        offer_story(story, actor=writer)
    assert said in str(refused.value)


def test_a_story_without_any_number_is_refused(world: World, writer: Actor) -> None:
    story = write_story(world.gol, told(figure="", figure_source=""), actor=writer)
    with pytest.raises(NotAllowed, match="needs a number"):
        offer_story(story, actor=writer)


def test_what_did_not_move_is_told_beside_what_did(
    world: World, project: Project, writer: Actor, chief: Actor
) -> None:
    answered(project, "found", -6.0)
    other = answered(project, "not_found", 0.1, indicator="energy_in_buildings")
    other.sentence_nn = "Energien vart ikkje lågare."
    other.save()
    story = write_story(world.gol, told(project=project), actor=writer)
    page = Client().get(f"{published(story, writer, chief).get_absolute_url()}?lang=nn").content.decode()
    assert "Energien vart ikkje lågare." in page


def test_a_story_says_whose_figure_it_is(world: World, project: Project, writer: Actor, chief: Actor) -> None:
    effect = answered(project, "found", -6.0).effect
    effect.baseline = {"places": ["gol", "al"], "values": {"al": [2024, 31.0], "gol": [2024, 29.0]}}
    effect.save()
    story = published(write_story(world.gol, told(project=project), actor=writer), writer, chief)
    for address in (story.get_absolute_url(), f"{story.get_absolute_url()}avis.txt", "/fatt-til/"):
        page = Client().get(f"{address}?lang=nn").content.decode()
        assert "Talet er for Gol og Ål i lag." in page.replace("\n", " ")
    effect.baseline["values"].pop("al")
    effect.save()
    assert "i lag" not in Client().get(f"{story.get_absolute_url()}?lang=nn").content.decode()


def test_newer_figures_that_say_nothing_are_said_on_a_published_story(
    world: World, project: Project, writer: Actor, chief: Actor
) -> None:
    result = answered(project, "found", -6.0)
    school = {"class_question": "Kor mykje?", "class_text": "Slik.", "class_task": "Veg."}
    story = published(write_story(world.gol, told(project=project, **school), actor=writer), writer, chief)
    assert holds(story)
    assert Client().get(f"{story.get_absolute_url()}klassen/").status_code == 200
    result.answer = "not_found"
    result.save()
    page = Client().get(f"{story.get_absolute_url()}?lang=en").content.decode()
    assert "The newest figures no longer support this story." in page
    assert SENTENCE in page
    text = Client().get(f"{story.get_absolute_url()}avis.txt?lang=en").content.decode()
    assert text.startswith("The figures do not show it")
    assert Client().get(f"{story.get_absolute_url()}klassen/").status_code == 404


def test_it_is_asked_again_when_it_is_approved(
    world: World, project: Project, writer: Actor, chief: Actor
) -> None:
    result = answered(project, "found", -6.0)
    story = offer_story(write_story(world.gol, told(project=project), actor=writer), actor=writer)
    result.answer = "not_found"
    result.save()
    with pytest.raises(NotAllowed, match="do not show it"):
        approve_story(story, actor=chief)


# --- what is written --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"figure_source": ""}, "figure_source"),
        ({"quote": "Vekta hjelpte"}, "quote_by"),
        ({"quote": "Vekta hjelpte", "quote_by": "Kari Kokk"}, "quote_agreed_on"),
        (
            {"quote": "Bra", "quote_by": "Kari", "quote_agreed_on": date(2199, 1, 1)},
            "quote_agreed_on",
        ),
        ({"class_question": "Kor mykje?"}, "class_text"),
        ({"class_question": "Kor mykje?", "class_text": "Slik."}, "class_task"),
        ({"title": "<b>Best</b>"}, "title"),
        ({"text": "Sjå <script>alert(1)</script>"}, "text"),
    ],
)
def test_half_of_a_pair_and_code_are_refused_at_the_field(
    world: World, writer: Actor, written: Mapping[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_story(world.gol, told(**written), actor=writer)
    assert [one.field for one in refused.value.problems] == [field]
    assert not Story.objects.exists()


def test_nobody_tells_of_a_project_in_which_it_takes_no_part(world: World, project: Project) -> None:
    neighbour = acting_as(hire("odd@al.example", world.al, RoleKind.EDITOR))
    with pytest.raises(InvalidInput, match="takes no part"):
        write_story(world.al, told(project=project), actor=neighbour)


# --- who does what ----------------------------------------------------------------------------------


def test_only_the_management_of_the_municipality_approves(
    world: World, story: Story, writer: Actor, chief: Actor
) -> None:
    offered = offer_story(story, actor=writer)
    elsewhere = acting_as(hire("sjef@al.example", world.al, RoleKind.TOP_MANAGEMENT))
    lent = acting_as(hire("ny@ks.example", world.gol, RoleKind.TOP_MANAGEMENT, document="24/9"))
    for other in (writer, elsewhere, lent):
        with pytest.raises(NotAllowed, match="top management"):
            approve_story(offered, actor=other)
    assert approve_story(offered, actor=chief).state == State.PUBLISHED


def test_the_management_has_one_line_until_it_is_approved(story: Story, writer: Actor, chief: Actor) -> None:
    def lines(actor: Actor) -> list[tuple[str, str]]:
        return [(str(one.what), one.address) for one in answer(story_tasks(actor))]

    assert lines(chief) == []
    offer_story(story, actor=writer)
    assert (lines(writer), lines(chief)) == ([], [("Approve 1 story", story.get_absolute_url())])
    story.refresh_from_db()
    approve_story(story, actor=chief)
    assert lines(chief) == []


def test_a_draft_is_read_by_its_own_organisation_alone(
    story: Story, people: People, writer: Actor, chief: Actor
) -> None:
    picture = pictured(story, writer)
    readers = {"writer", "colleague", "politician", "neighbour", "council", "far", "firm", "nobody"}

    def read_by(address: str) -> set[str]:
        browsers = {name: browser_of(getattr(people, name, None)) for name in readers}
        return {name for name, one in browsers.items() if one.get(address).status_code == 200}

    addresses = [story.get_absolute_url(), picture.get_absolute_url(), f"{story.get_absolute_url()}avis.txt"]
    assert [read_by(one) for one in addresses] == [{"writer", "colleague", "politician"}] * 3
    assert story.title not in Client().get("/fatt-til/").content.decode()
    assert story.title not in Client().get("/fatt-til/?format=csv").content.decode()
    told_of = published(story, writer, chief)
    assert [read_by(one) for one in addresses] == [readers] * 3
    withdraw_story(told_of, actor=writer)
    assert [read_by(one) for one in addresses] == [{"writer", "colleague", "politician"}] * 3


def test_what_is_approved_is_not_changed(story: Story, writer: Actor, chief: Actor) -> None:
    told_of = published(story, writer, chief)
    for change in (
        lambda: change_story(told_of, told(title="Best i landet"), actor=writer),
        lambda: pictured(told_of, writer),
    ):
        with pytest.raises(NotAllowed, match="Take it back"):
            change()


# --- pages ------------------------------------------------------------------------------------------


def test_a_story_is_written_pictured_offered_and_approved_by_forms(
    people: People, django_assert_max_num_queries: Any
) -> None:
    browser, chief = browser_of(people.writer), browser_of(people.colleague)
    made = browser.post("/organisasjoner/gol/fatt-til/ny/", told())
    story = Story.objects.get()
    assert made.headers["Location"] == story.get_absolute_url()
    file = SimpleUploadedFile("IMG_1.png", png_of(DRAWING))
    address = f"{story.get_absolute_url()}bilde/"
    assert browser.post(address, {"version": 1, "file": file} | SAID).status_code == 302
    assert browser.post(address, {"version": 2, **SAID, "credit": "Kari"}).status_code == 302
    picture = Picture.objects.get()
    assert (picture.credit, picture.alt) == ("Kari", SAID["alt"])
    jpg = browser.get(picture.get_absolute_url())
    assert (jpg["Content-Type"], jpg["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert jpg.content.startswith(b"\xff\xd8\xff")
    browser.post(f"{story.get_absolute_url()}steg/offer/", {"version": 3})
    chief.post(f"{story.get_absolute_url()}steg/approve/", {"version": 4})
    story.refresh_from_db()
    assert story.state == State.PUBLISHED
    with django_assert_max_num_queries(12):
        page = Client().get(f"{story.get_absolute_url()}?lang=nn").content.decode()
    for shown in (story.title, "12 tonn mindre mat", "Vege på kjøkkena", 'alt="Ei vekt på eit kjøkken"'):
        assert shown in page


@pytest.mark.parametrize("left_out", ["alt", "credit", "people", "file"])
def test_a_picture_without_its_words_is_refused_and_not_kept(
    story: Story, people: People, left_out: str
) -> None:
    sent: dict[str, Any] = {"version": 1, "file": SimpleUploadedFile("a.png", png_of(DRAWING)), **SAID}
    del sent[left_out]
    refused = browser_of(people.writer).post(f"{story.get_absolute_url()}bilde/", sent)
    assert (refused.status_code, Picture.objects.count()) == (422, 0)


def test_a_drawing_with_a_program_is_refused_at_the_field(story: Story, people: People) -> None:
    file = SimpleUploadedFile("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    sent = {"version": 1, "file": file, **SAID}
    refused = browser_of(people.writer).post(f"{story.get_absolute_url()}bilde/?lang=en", sent)
    assert refused.status_code == 422
    assert "A drawing (SVG) can hold a program" in refused.content.decode()


def test_a_removed_picture_is_gone(story: Story, people: People, writer: Actor) -> None:
    address = pictured(story, writer).get_absolute_url()
    browser = browser_of(people.writer)
    browser.post(f"{story.get_absolute_url()}bilde/fjern/", {"version": 2})
    assert (Picture.objects.count(), browser.get(address).status_code) == (0, 404)


def test_the_list_asks_as_often_for_one_story_as_for_many(
    world: World, project: Project, writer: Actor, chief: Actor, django_assert_max_num_queries: Any
) -> None:
    answered(project, "found", -6.0)
    for number in range(25):
        written = told(title=f"Historie {number}", project=project)
        published(write_story(world.gol, written, actor=writer), writer, chief)
    with django_assert_max_num_queries(14):
        page = Client().get("/fatt-til/?lang=nn").content.decode()
    assert page.count("<h2><a") == 20


def test_a_number_that_the_figures_deny_is_shown_neither_in_the_list_nor_of_the_municipality(
    world: World, project: Project, story: Story, writer: Actor, chief: Actor
) -> None:
    result = answered(project, "found", -6.0)
    written = told(title="Tettare røyr", figure="9 lekkasjar tetta", project=project)
    told_of = published(write_story(world.gol, written, actor=writer), writer, chief)
    published(story, writer, chief)

    def titles() -> list[str]:
        assert world.gol.place is not None
        panel = on_municipality(RequestFactory().get("/"), world.gol.place)
        return [one.title for one in panel.context["stories"]] if panel else []

    note = "Tala viser det ikkje no."
    assert titles() == [told_of.title, story.title]  # in the same moment: what was written last first
    assert note not in Client().get("/fatt-til/?lang=nn").content.decode()
    result.answer = "not_found"
    result.save()
    assert titles() == [story.title]
    page = Client().get("/fatt-til/?lang=nn").content.decode()
    assert (page.count(note), told_of.title in page, told_of.figure in page) == (1, True, False)
    file = Client().get("/fatt-til/?format=csv").content.decode()
    assert [one in file for one in (told_of.title, told_of.figure, story.figure)] == [True, False, True]


def test_the_file_and_the_panel_ask_as_often_for_one_story_as_for_many(
    world: World, project: Project, writer: Actor, chief: Actor, django_assert_max_num_queries: Any
) -> None:
    answered(project, "found", -6.0)
    for number in range(25):
        written = told(title=f"Historie {number}", project=project)
        published(write_story(world.gol, written, actor=writer), writer, chief)
    with django_assert_max_num_queries(14):
        Client().get("/fatt-til/?format=csv")
    assert world.gol.place is not None
    with django_assert_max_num_queries(6):
        on_municipality(RequestFactory().get("/"), world.gol.place)


def test_the_pictures_of_a_public_story_are_made_once_whatever_the_query(
    told_waste: Story, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    story, drawn = told_waste, []

    def draw(svg: str) -> bytes:
        drawn.append(svg)
        return b"PNG"

    kept = SimpleNamespace(DATA=tmp_path, LANGUAGE_CODE="nb")
    monkeypatch.setattr("loftet.status.indicator.drawing.settings", kept)
    for module in ("loftet.stories.files", "loftet.status.indicator.drawing"):
        monkeypatch.setattr(f"{module}.png_of", draw)
    work.do_all(timezone.now())
    writer = acting_as(story.written_by)
    chief = acting_as(hire("kari@nedre-demodal.example", story.organisation, RoleKind.TOP_MANAGEMENT))
    address = story.get_absolute_url()

    def drawn_by(browser: Client) -> int:
        drawn.clear()
        for name in ("figur.png", "del.png"):
            for query in ("", "&x=1", "&x=2"):
                assert browser.get(f"{address}{name}?lang=nn{query}").content == b"PNG"
        return len(drawn)

    assert drawn_by(browser_of(story.written_by)) == 6
    assert list(tmp_path.rglob("*.png")) == []
    published(story, writer, chief)
    assert drawn_by(Client()) == 2
    assert drawn_by(Client()) == 0


def test_a_story_with_its_chart_is_read_shown_to_a_class_and_taken_to_a_newspaper(told_waste: Story) -> None:
    story = told_waste
    work.do_all(timezone.now())
    writer = acting_as(story.written_by)
    chief = acting_as(hire("kari@nedre-demodal.example", story.organisation, RoleKind.TOP_MANAGEMENT))
    address = published(story, writer, chief).get_absolute_url()
    page = Client().get(f"{address}?lang=nn").content.decode()
    assert "lågare i snitt i 2023–2025 enn venta ut frå liknande kommunar" in page
    assert "Kor sikkert er det?" in page
    assert f'property="og:image" content="http://testserver{address}del.png?lang=nn"' in page
    school = Client().get(f"{address}klassen/?lang=nn").content.decode()
    assert "<svg" in school
    assert "Kor mykje mat kastar du?" in school
    assert "Kari Kokk" not in school
    text = Client().get(f"{address}avis.txt?lang=nn")
    assert text["Content-Disposition"] == f'attachment; filename="avis-{story.pk}.txt"'
    said = text.content.decode()
    assert "«Vekta hjelpte», seier Kari Kokk." in said
    assert "enn venta ut frå liknande" in said.replace("\n", " ")
    assert max(map(len, said.splitlines())) <= 78
    svg = Client().get(f"{address}figur.svg?lang=nn").content.decode()
    assert story.title in svg
    for name in ("figur.png", "del.png"):
        assert Client().get(f"{address}{name}?lang=nn").content.startswith(b"\x89PNG"), name


def test_a_story_without_words_for_a_class_has_no_such_page(
    story: Story, writer: Actor, chief: Actor
) -> None:
    address = published(story, writer, chief).get_absolute_url()
    assert [Client().get(f"{address}{name}").status_code for name in ("klassen/", "figur.png")] == [404, 404]
