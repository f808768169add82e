"""Matters: written, prepared for others, taken up, written anew, published, withdrawn."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.actions.departures import Journal, Receiver, hand_out
from loftet.decisions.actions.matters import (
    PreparedAlready,
    publish_matter,
    revise_matter,
    take_up,
    withdraw_matter,
    write_matter,
)
from loftet.decisions.models import Departure, Matter, MatterState, TreatmentKind
from loftet.decisions.rules import may_see
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Follow, Notice, Reason
from loftet.notices.queries.letters import unsent
from loftet.openness.journal import Journalled
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.actions.roles import end_now
from loftet.people.models import Role, RoleKind
from loftet.people.permissions import permissions_at
from tests.decisions.conftest import House, actor, draft, prepare_matter, prepared, read_at, written
from tests.people.partnership import hire

pytestmark = pytest.mark.usefixtures("in_english")
SECRET = "Naboen til ordføraren får støtte."


def test_who_writes_a_matter_follows_it_and_the_log_tells(house: House) -> None:
    matter = written(house, case_number="26/301")
    assert (matter.state, matter.acting_for, matter.version) == ("draft", "Gol kommune", 1)
    followed = Follow.objects.values_list("user", "automatic", "address")
    assert list(followed) == [(house.editor.pk, True, f"/saker/{matter.pk}/")]
    told = Entry.objects.filter(scope="gol").values_list("action", "actor", "acting_for", "subject_label")
    assert list(told) == [
        ("matter.written", house.editor.pk, "Gol kommune", "Gol kommune: Deltaking i Bærekraftsløftet")
    ]


@pytest.mark.parametrize(
    ("kind", "document", "may"),
    [
        (RoleKind.BUSINESS_ADVISER, "", True),
        (RoleKind.PROCUREMENT_OFFICER, "26/1", True),
        (RoleKind.SUSTAINABILITY_COORDINATOR, "26/1", True),
        (RoleKind.POLITICIAN, "", False),
        (RoleKind.EMPLOYEE_REPRESENTATIVE, "", False),
    ],
)
def test_matters_are_written_by_those_whose_work_it_is(
    house: House, kind: RoleKind, document: str, may: bool
) -> None:
    user = hire("ny@example.no", house.world.gol, kind, document)
    try:
        write_matter(house.world.gol, draft(), actor=actor(user))
    except NotAllowed:
        assert not may
    else:
        assert may


def test_nobody_writes_for_another_municipality(house: House) -> None:
    with pytest.raises(NotAllowed, match="role in the organisation"):
        write_matter(house.world.gol, draft(), actor=actor(house.neighbour))
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"title": "  "}, {"proposal": ""}, {"language": "xx"}, {"title": "x" * 201}]
)
def test_a_matter_that_does_not_hold_together_is_refused(house: House, changed: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        written(house, **changed)
    assert not Matter.objects.exists()


def test_what_is_withheld_names_a_paragraph_that_is_law(house: House) -> None:
    for basis in ("", "offl-999"):
        with pytest.raises(InvalidInput, match="names the paragraph"):
            written(house, restricted=SECRET, legal_basis=basis)
    assert written(house, restricted=SECRET, legal_basis="offl-13").legal_basis == "offl-13"
    assert written(house, legal_basis="offl-13").legal_basis == ""  # nothing is withheld


# --- prepared by others ---------------------------------------------------------------------------


def test_what_is_prepared_waits_until_the_own_management_takes_it_up(house: House) -> None:
    matter = prepared(house)
    assert (matter.state, matter.acting_for) == ("prepared", "Regionrådet for Hallingdal")
    asked = Notice.objects.values_list("user", "kind", "reason")
    assert list(asked) == [(house.director.pk, "matter.prepared", Reason.ASKED)]
    for user in (house.editor, house.facilitator, house.neighbour):
        with pytest.raises(NotAllowed, match="top management takes a matter up"):
            take_up(read_at(matter, 1), actor=actor(user))
    taken = take_up(read_at(matter, 1), actor=actor(house.director))
    assert (taken.state, taken.version) == ("draft", 2)
    assert Notice.objects.filter(kind="matter.taken_up").get().user == house.facilitator
    with pytest.raises(NotAllowed, match="does not wait"):
        take_up(read_at(matter, 2), actor=actor(house.director))


def test_a_matter_is_prepared_only_for_members_and_only_by_facilitators(house: House) -> None:
    world = house.world
    stranger = hire("x@oslo.example", world.firm, RoleKind.FACILITATOR)
    for organisation, preparer, user in (
        (world.gol, world.council, house.director),
        (world.gol, world.firm, stranger),
        (world.partner, world.council, house.facilitator),
    ):
        with pytest.raises(NotAllowed):
            prepare_matter(organisation, preparer, draft(), actor=actor(user))
    partner = hire("lise@ks.example", world.partner, RoleKind.FACILITATOR)
    assert prepare_matter(world.al, world.partner, draft(), actor=actor(partner)).organisation == world.al


def test_a_facilitator_withholds_nothing_in_the_name_of_others(house: House) -> None:
    with pytest.raises(InvalidInput, match="by the municipality itself"):
        prepared(house, restricted=SECRET, legal_basis="offl-13")


def test_a_regional_matter_leads_to_one_in_each_municipality(house: House) -> None:
    world, who = house.world, actor(house.facilitator)
    regional = write_matter(world.council, draft(), actor=who)
    prepare_matter(world.gol, world.council, draft(), derived_from=regional, actor=who)
    with pytest.raises(PreparedAlready, match="Gol kommune"):
        prepare_matter(world.gol, world.council, draft(), derived_from=regional, actor=who)
    prepare_matter(world.al, world.council, draft(), derived_from=regional, actor=who)
    derived = regional.derived.order_by("pk").values_list("organisation__slug", flat=True)
    assert list(derived) == ["gol", "al"]


def test_the_page_names_the_matter_that_it_came_from_to_those_who_may_read_that(house: House) -> None:
    world, who = house.world, actor(house.facilitator)
    regional = write_matter(world.council, draft(title="Felles vassmålarar"), actor=who)
    made = prepare_matter(world.gol, world.council, draft(), derived_from=regional, actor=who)
    said = []
    for user in (house.facilitator, house.director):  # the director may not read the region's draft
        browser = Client()
        browser.force_login(user)
        page = browser.get(made.get_absolute_url(), follow=True).content.decode()
        said.append((world.council.name in page, "Felles vassmålarar" in page))
    assert said == [(True, True), (True, False)]


def test_a_draft_is_seen_by_its_own_and_by_those_who_prepared_it(house: House) -> None:
    today = timezone.localdate()
    own, from_region = written(house), prepared(house)
    seen = {
        user.email: (
            bool(may_see(permissions_at(user, today), own)),
            bool(may_see(permissions_at(user, today), from_region)),
        )
        for user in (house.editor, house.facilitator, house.neighbour)
    }
    assert seen == {
        "kari@gol.example": (True, True),
        "per@hallingdal.example": (False, True),
        "anne@al.example": (False, False),
    }


# --- written anew, published, withdrawn -----------------------------------------------------------


def test_the_second_of_two_who_write_is_told_and_overwrites_nothing(house: House) -> None:
    matter = written(house)
    revise_matter(read_at(matter, 1), draft(facts="Det fyrste."), actor=actor(house.editor))
    with pytest.raises(ChangedMeanwhile):
        revise_matter(read_at(matter, 1), draft(facts="Det andre."), actor=actor(house.director))
    matter.refresh_from_db()
    assert (matter.facts, matter.version) == ("Det fyrste.", 2)


def test_whoever_prepared_a_matter_writes_it_until_it_is_taken_up(house: House) -> None:
    matter = prepared(house)
    revise_matter(read_at(matter, 1), draft(facts="Nytt."), actor=actor(house.facilitator))
    with pytest.raises(NotAllowed, match="waits until"):
        revise_matter(read_at(matter, 2), draft(), actor=actor(house.editor))
    take_up(read_at(matter, 2), actor=actor(house.director))
    with pytest.raises(NotAllowed):
        revise_matter(read_at(matter, 3), draft(), actor=actor(house.facilitator))
    assert revise_matter(read_at(matter, 3), draft(), actor=actor(house.editor)).version == 4


def test_publishing_asks_about_the_journal_and_keeps_the_answer(house: House) -> None:
    matter = written(house)
    with pytest.raises(NotAllowed, match="top management publishes"):
        publish_matter(read_at(matter, 1), Journal(Journalled.WILL_BE), actor=actor(house.editor))
    with pytest.raises(InvalidInput, match="under which entry"):
        publish_matter(read_at(matter, 1), Journal(Journalled.NO), actor=actor(house.director))
    matter.refresh_from_db()
    assert (matter.state, matter.version, Departure.objects.count()) == ("draft", 1, 0)
    journal = Journal(Journalled.YES, "26/301-2")
    assert (
        publish_matter(read_at(matter, 1), journal, actor=actor(house.director)).state == MatterState.PUBLIC
    )
    kept = Departure.objects.values_list("matter", "by", "journalled", "entry")
    assert list(kept) == [(matter.pk, house.director.pk, "yes", "26/301-2")]


def test_a_matter_is_withdrawn_for_a_reason_and_stays(house: House) -> None:
    matter = written(house)
    with pytest.raises(InvalidInput, match="Write why"):
        withdraw_matter(read_at(matter, 1), "  ", actor=actor(house.editor))
    assert (
        withdraw_matter(read_at(matter, 1), "Står i økonomiplanen.", actor=actor(house.editor)).state
        == "withdrawn"
    )
    with pytest.raises(NotAllowed, match="has been withdrawn"):
        revise_matter(read_at(matter, 2), draft(), actor=actor(house.editor))


def test_what_was_public_stays_so_when_it_is_withdrawn_and_readers_are_told(house: House) -> None:
    matter, inside = written(house), written(house, title="Berre utkast")
    follow(house.neighbour, matter, f"/saker/{matter.pk}/", now=timezone.now())
    publish_matter(read_at(matter, 1), Journal(Journalled.WILL_BE), actor=actor(house.director))
    withdraw_matter(read_at(matter, 2), "Er teken inn i ei anna sak.", actor=actor(house.director))
    withdraw_matter(read_at(inside, 1), "Ikkje no.", actor=actor(house.director))
    told = Notice.objects.filter(kind="matter.withdrawn", user=house.neighbour)
    assert told.count() == 1
    outsider = Client()
    page = outsider.get(f"/saker/{matter.pk}/")
    assert (page.status_code, "Er teken inn i ei anna sak." in page.content.decode()) == (200, True)
    assert outsider.get(f"/saker/{inside.pk}/").status_code != 200
    listed = outsider.get("/organisasjoner/gol/saker/").content.decode()
    assert (f"/saker/{matter.pk}/" in listed, "Berre utkast" in listed) == (True, False)


def test_when_a_matter_was_published_is_read_from_the_log(house: House) -> None:
    kept, inside, old = written(house), written(house), written(house)
    publish_matter(read_at(kept, 1), Journal(Journalled.WILL_BE), actor=actor(house.director))
    withdraw_matter(read_at(kept, 2), "Er teken inn i ei anna sak.", actor=actor(house.director))
    withdraw_matter(read_at(inside, 1), "Ikkje no.", actor=actor(house.director))
    Matter.objects.filter(pk=old.pk).update(state="public")
    Matter.objects.update(published=None)
    import_module("loftet.decisions.migrations.0002_when_a_matter_was_published").fill(apps, None)
    published = dict(Matter.objects.values_list("pk", "published"))
    when = Entry.objects.get(action="matter.published").when
    assert published == {kept.pk: when, inside.pk: None, old.pk: old.created}


def test_handing_a_matter_out_is_kept_by_its_own_people_alone(house: House) -> None:
    matter = written(house)
    to = Receiver("Hol kommune")
    with pytest.raises(NotAllowed):
        hand_out(
            matter, Journal(Journalled.WILL_BE), what="Utkastet", receiver=to, actor=actor(house.neighbour)
        )
    hand_out(matter, Journal(Journalled.WILL_BE), what="Utkastet", receiver=to, actor=actor(house.editor))
    assert Departure.objects.get().receiver == "Hol kommune"


def test_whoever_is_disqualified_can_do_nothing_with_the_matter(house: House) -> None:
    matter, user = written(house), house.director
    declare_disqualified(user, matter, reason="", scope="gol", now=timezone.now())
    tries = (
        lambda: revise_matter(read_at(matter, 1), draft(), actor=actor(user)),
        lambda: publish_matter(read_at(matter, 1), Journal(Journalled.WILL_BE), actor=actor(user)),
        lambda: withdraw_matter(read_at(matter, 1), "x", actor=actor(user)),
        lambda: hand_out(
            matter, Journal(Journalled.WILL_BE), what="x", receiver=Receiver("y"), actor=actor(user)
        ),
    )
    for attempt in tries:
        with pytest.raises(NotAllowed, match="disqualified"):
            attempt()


def test_the_log_never_holds_what_is_withheld(house: House) -> None:
    matter = written(house, restricted=SECRET, legal_basis="offl-13")
    revise_matter(matter, draft(restricted=SECRET + SECRET, legal_basis="offl-13"), actor=actor(house.editor))
    held = [str(one) for one in Entry.objects.values()] + [str(one) for one in Notice.objects.values()]
    assert [one for one in held if SECRET in one] == []


def test_only_who_may_still_read_a_draft_is_told_of_it(house: House) -> None:
    user = hire("gone@gol.example", house.world.gol, RoleKind.PLANNER)
    matter = write_matter(house.world.gol, draft(), actor=actor(user))
    Role.objects.filter(user=user).delete()
    withdraw_matter(read_at(matter, 1), "Ikkje no.", actor=actor(house.editor))
    assert Notice.objects.filter(kind="matter.withdrawn").count() == 0


def test_what_was_told_of_a_draft_goes_with_the_role(house: House) -> None:
    today, matter, shown = timezone.localdate(), written(house), written(house, title="Open sak")
    publish_matter(read_at(shown, 1), Journal(Journalled.WILL_BE), actor=actor(house.director))
    for one in (matter, shown):
        follow(house.director, one, "/", now=timezone.now())
        plan_treatment(one, Planned(TreatmentKind.DISCUSSION, house.council), actor=actor(house.editor))
    told = Notice.objects.filter(kind="matter.planned", user=house.director)
    assert {one.within for one in told} == {house.world.gol, None}
    assert told.of(house.director.pk, today).count() == 2
    end_now(Role.objects.get(user=house.director), by=None, today=today)
    assert [one.details["title"] for one in told.of(house.director.pk, today)] == ["Open sak"]
    assert [one.details["title"] for one in unsent(house.director, today)] == ["Open sak"]
