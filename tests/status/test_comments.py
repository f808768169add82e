"""A municipality's comment on its figure: written by its own, and never overwritten silently."""

import pytest
from django.test import Client
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.actor import Actor, actor_at
from loftet.people.models import RoleKind, User
from loftet.people.queries.own import own_data
from loftet.places.models import Place
from loftet.status.comments.actions import NOT_WRITTEN, Written, withdraw_comment, write_comment
from loftet.status.models import FigureComment
from tests.people.partnership import World, browser_of, hire, small_partnership

GOAL, ADDRESS = "/kommuner/gol/baerekraftsmal/6/", "/kommuner/gol/tall/leakage/kommentar/"
WITHDRAW = f"{ADDRESS}trekk/"


def acts(user: User) -> Actor:
    return actor_at(user, timezone.now(), timezone.localdate())


def written(text: str) -> Written:
    return Written("x", "leakage", text, "nn")


@pytest.fixture
def world(small_site: object) -> World:
    return small_partnership()


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.PLANNER)


def sent(text: str = "Vi skiftar røyr i 2027.", version: int = NOT_WRITTEN, **more: str) -> dict[str, str]:
    return {"text": text, "language": "nn", "version": str(version)} | more


def kept() -> list[tuple[str, str, str, int, bool]]:
    return [
        (row.text, row.language, row.signed, row.version, row.withdrawn is None)
        for row in FigureComment.objects.all()
    ]


def test_a_comment_is_written_changed_and_withdrawn_and_stands_beside_the_figure(
    kari: User, client: Client
) -> None:
    browser = browser_of(kari)
    before = browser.get(f"{GOAL}?lang=nn").content.decode()
    assert f'href="{ADDRESS}"> Kommenter dette talet' in " ".join(before.split())
    answer = browser.post(ADDRESS, sent())
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{GOAL}#leakage")
    page = client.get(GOAL).content.decode()
    assert '<blockquote class="comment" lang="nn">' in page
    assert "<p>Vi skiftar røyr i 2027.</p>" in page
    assert "<footer>Gol kommune, " in page
    assert "kommentar/" not in page  # a reader is not asked to comment
    for other in ("/kommuner/gol/tall/", "/indikatorer/leakage/?sted=gol"):
        assert f'{ADDRESS}"' not in Client().get(other).content.decode()
        assert f'{ADDRESS}"' in browser.get(other).content.decode()
        assert "/meld-feil/?" in Client().get(other).content.decode()

    assert "Endre kommentaren til dette talet" in browser.get(GOAL).content.decode()
    form = browser.get(ADDRESS).content.decode()
    assert "Vi skiftar røyr i 2027.</textarea>" in form
    browser.post(ADDRESS, sent("Vi har skifta røyr.", 1))
    assert kept() == [("Vi har skifta røyr.", "nn", "Gol kommune", 2, True)]
    browser.post(WITHDRAW, {"version": "2"})
    assert kept() == [("Vi har skifta røyr.", "nn", "Gol kommune", 3, False)]
    assert "Vi har skifta røyr" not in client.get(GOAL).content.decode()
    assert "Vi har skifta røyr" not in browser.get(ADDRESS).content.decode()
    browser.post(ADDRESS, sent("På nytt.", 3))
    assert kept() == [("På nytt.", "nn", "Gol kommune", 4, True)]
    logged = Entry.objects.filter(scope="gol").order_by("pk").values_list("action", "acting_for", "actor")
    written, gone = (
        ("comment.written", "Gol kommune", kari.pk),
        ("comment.withdrawn", "Gol kommune", kari.pk),
    )
    assert list(logged) == [written, written, gone, written]


def test_a_comment_stands_in_every_edition(kari: User, client: Client) -> None:
    browser_of(kari).post(ADDRESS, sent())
    edition = FigureComment.objects.get().edition
    assert "Vi skiftar røyr" in client.get(f"{GOAL}?utgave={edition}").content.decode()


@pytest.mark.parametrize("kind", [RoleKind.BUSINESS_ADVISER, RoleKind.FACILITATOR])
def test_somebody_by_delegation_writes_in_the_name_of_the_municipality(world: World, kind: RoleKind) -> None:
    lent = hire("solveig@hallingdal.example", world.gol, kind, document="24/9")
    assert browser_of(lent).post(ADDRESS, sent()).status_code == 302
    assert kept() == [("Vi skiftar røyr i 2027.", "nn", "Gol kommune", 1, True)]


def test_nobody_comments_on_another_municipalitys_figure_or_without_being_its_own(
    world: World, client: Client
) -> None:
    people = [
        hire("boss@al.example", world.al, RoleKind.TOP_MANAGEMENT),
        hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR),
        hire("ks@ks.example", world.partner, RoleKind.FACILITATOR),
        hire("boss@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),  # a firm that lies in Gol
        hire("pol@gol.example", world.gol, RoleKind.POLITICIAN),
        hire("adm@gol.example", world.gol, RoleKind.ADMINISTRATOR),
    ]
    gol = Place.objects.get(slug="gol")
    for one in people:
        browser = browser_of(one)
        assert browser.get(ADDRESS).status_code == 403
        assert browser.post(ADDRESS, sent()).status_code == 403
        assert browser.post(WITHDRAW, {"version": "1"}).status_code == 403
        assert "Kommenter dette talet" not in browser.get(GOAL).content.decode()
        with pytest.raises(NotAllowed):
            write_comment(gol, written("Nei."), NOT_WRITTEN, actor=acts(one))
    assert client.post(ADDRESS, sent()).headers["Location"].startswith("/logg-inn/?neste=")
    assert FigureComment.objects.count() == 0


def test_a_region_has_no_comments(world: World) -> None:
    leader = hire("reg@hallingdal.example", world.council, RoleKind.FACILITATOR)
    region = Place.objects.get(slug="hallingdal")
    with pytest.raises(NotAllowed):
        write_comment(region, written("Nei."), NOT_WRITTEN, actor=acts(leader))


def test_a_comment_is_text_and_no_markup(kari: User, client: Client) -> None:
    bad = '<script>alert(1)</script><img src=x onerror="alert(2)">\n</blockquote>'
    browser = browser_of(kari)
    browser.post(ADDRESS, sent(bad, language="nb"))
    for page in (client.get(GOAL), browser.get(ADDRESS)):
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize("language", ["xx", '"><script>', ""])
def test_a_language_that_is_not_ours_is_refused(kari: User, language: str) -> None:
    assert browser_of(kari).post(ADDRESS, sent(language=language)).status_code == 422
    assert FigureComment.objects.count() == 0


def test_a_form_sets_nothing_but_its_own_fields(kari: User) -> None:
    browser_of(kari).post(ADDRESS, sent(signed="KS", place="al", written_by="1", withdrawn="2026-01-01"))
    assert kept() == [("Vi skiftar røyr i 2027.", "nn", "Gol kommune", 1, True)]


def test_what_others_have_written_since_is_shown_and_not_overwritten(kari: User) -> None:
    browser = browser_of(kari)
    browser.post(ADDRESS, sent("Først."))
    answer = browser.post(f"{ADDRESS}?lang=nn", sent("Òg først."))
    page = answer.content.decode()
    assert (answer.status_code, kept()[0][0]) == (409, "Først.")
    assert "<p>Først.</p>" in page
    assert "Òg først.</textarea>" in page
    assert 'name="version" value="1"' in page
    assert browser.post(ADDRESS, sent("Òg først.", 1)).status_code == 302
    assert browser.post(WITHDRAW, {"version": "1"}).headers["Location"] == ADDRESS
    assert kept() == [("Òg først.", "nn", "Gol kommune", 2, True)]


def test_the_second_of_two_first_comments_is_refused(kari: User) -> None:
    gol = Place.objects.get(slug="gol")
    write_comment(gol, written("Eg."), NOT_WRITTEN, actor=acts(kari))
    with pytest.raises(ChangedMeanwhile):
        write_comment(gol, written("Eg òg."), NOT_WRITTEN, actor=acts(kari))
    assert kept() == [("Eg.", "nn", "Gol kommune", 1, True)]


def test_an_empty_comment_is_refused_and_nothing_is_lost(kari: User) -> None:
    answer = browser_of(kari).post(ADDRESS, sent("  "))
    assert (answer.status_code, FigureComment.objects.count()) == (422, 0)
    with pytest.raises(InvalidInput):
        write_comment(Place.objects.get(slug="gol"), written(" "), NOT_WRITTEN, actor=acts(kari))


def test_what_is_withdrawn_is_withdrawn_once(kari: User) -> None:
    comment = write_comment(Place.objects.get(slug="gol"), written("Eg."), NOT_WRITTEN, actor=acts(kari))
    withdraw_comment(comment, actor=acts(kari))
    comment.refresh_from_db()
    with pytest.raises(NotAllowed):
        withdraw_comment(comment, actor=acts(kari))


def test_no_get_changes_a_comment(kari: User) -> None:
    browser = browser_of(kari)
    browser.post(ADDRESS, sent())
    browser.get(ADDRESS, sent("Nei.", 1))
    assert browser.get(WITHDRAW).status_code == 405
    assert kept() == [("Vi skiftar røyr i 2027.", "nn", "Gol kommune", 1, True)]
    assert Client(enforce_csrf_checks=True).post(ADDRESS, sent()).status_code == 403


@pytest.mark.parametrize(
    "address", ["/kommuner/atlantis/tall/leakage/kommentar/", "/kommuner/gol/tall/none/kommentar/"]
)
def test_a_figure_that_is_not_there_has_no_comment(kari: User, address: str) -> None:
    assert browser_of(kari).get(address).status_code == 404


def test_who_wrote_is_handed_out_and_erased(kari: User) -> None:
    browser = browser_of(kari)
    browser.post(ADDRESS, sent())
    (row,) = own_data(kari)["figure_comments"]
    assert (row["text"], row["signed"]) == ("Vi skiftar røyr i 2027.", "Gol kommune")
    browser.post("/min-side/slett/", {"sure": "on"})
    assert FigureComment.objects.get().written_by is None
    assert kept() == [("Vi skiftar røyr i 2027.", "nn", "Gol kommune", 1, True)]
