"""The pages of the programme, read and filled in without JavaScript."""

import csv
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from loftet.decisions.models import Matter, Meeting, Outcome, TreatmentKind
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.notices.actions.notifications import followers
from loftet.people.models import Invitation, Organisation, RoleKind
from loftet.people.queries.own import own_data
from loftet.places.models import Membership, Place, PlaceCode
from loftet.programme.models import (
    Cohort,
    Participation,
    ParticipationDecision,
    Partnership,
    PhaseRun,
    Tick,
)
from loftet.programme.panels import on_municipality
from loftet.programme.participation.actions import use_matter
from loftet.programme.phases.actions import open_phase
from tests.decisions.conftest import written
from tests.people.partnership import LONG_AGO, browser_of, hire
from tests.programme.conftest import Programme, actor, begun, joined, treated

pytestmark = pytest.mark.django_db
Text = Callable[[HttpResponseBase], str]
KULL = "/kull/hallingdal-kull-1/"
GOL = f"{KULL}deltakere/gol/"


def filled(browser: Client, address: str, **changed: str) -> dict[str, str]:
    """Return what a form sends as it stands, changed."""
    page = browser.get(address).content.decode()
    main = page.partition("<main")[2]
    names = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', main))
    names.pop("csrfmiddlewaretoken", None)
    return names | changed


def test_a_partnership_is_made_by_whoever_runs_the_site(programme: Programme, text_of: Text) -> None:
    call_command(
        "partnership", "baerekraftsloftet", "Bærekraftsløftet", "--member", "ks", "--member", "varme"
    )
    call_command("partnership", "baerekraftsloftet", "Bærekraftsløftet", "--member", "ks")
    made = Partnership.objects.get()
    assert [one.organisation.slug for one in made.members.all()] == ["ks", "varme"]
    with pytest.raises(CommandError, match="there is no organisation «nho»"):
        call_command("partnership", "x", "X", "--member", "nho")
    text = text_of(Client().get("/partnerskap/baerekraftsloftet/"))
    assert "Ett kull hører til partnerskapet. 0 kommuner deltar." in text
    assert "KS Varme AS" in text


def test_everybody_reads_who_takes_part_and_nobody_is_blamed(programme: Programme, text_of: Text) -> None:
    joined(programme)
    assert Client().get(KULL)["Content-Language"] == programme.cohort.language == "nn"
    text = text_of(Client().get(f"{KULL}?lang=nb"))
    assert "Én av de to kommunene som er invitert, deltar." in text
    assert "Gol Deltar Vedtatt av kommunedirektør" in text
    assert "Hver kommune avgjør selv, når det passer med dens egne planer. Ål Ikke behandlet" in text
    assert "Kontakt Regionrådet for Hallingdal" in text
    assert "per@hallingdal.example" not in text
    assert "per@hallingdal.example" in text_of(browser_of(programme.house.neighbour).get(KULL))
    stranger = hire("x@varme.example", programme.house.world.firm, RoleKind.EDITOR)
    assert "per@hallingdal.example" not in text_of(browser_of(stranger).get(KULL))


def test_the_page_of_a_municipality_says_when_its_matter_comes_up(
    programme: Programme, text_of: Text
) -> None:
    house = programme.house
    matter = written(house)
    use_matter(programme.gol, matter, actor=actor(house.director))
    meeting = Meeting.objects.create(body=house.council, day=timezone.localdate() + timedelta(30))
    plan_treatment(
        matter, Planned(TreatmentKind.DECISION, house.council, meeting), actor=actor(house.director)
    )
    day = date_format(meeting.day, "j. F Y")
    said = text_of(browser_of(house.director).get(GOL))
    assert f"Ventar på vedtak i Gol kommunestyre {day}. Siste frist for papir er " in said
    assert day not in text_of(Client().get(GOL))


def test_an_organisation_leads_to_the_figures_of_its_municipality(
    programme: Programme, text_of: Text
) -> None:
    page = browser_of(programme.house.director).get("/organisasjoner/gol/?lang=nb")
    assert "Tallene Hvordan står det til i Gol? Kommenter et tall Ett ark å dele ut" in text_of(page)
    assert 'href="/kommuner/gol/ark/"' in page.content.decode()
    council = browser_of(programme.house.facilitator).get("/organisasjoner/hallingdal/?lang=nb")
    assert council.status_code == 200
    assert "Ett ark" not in text_of(council)


def test_cohorts_are_found_by_words_and_taken_home(programme: Programme, text_of: Text) -> None:
    assert "1 av 1 passer med «hallingdal»" in text_of(Client().get("/kull/?q=hallingdal"))
    assert "0 av 1 passer med «=cmd»" in text_of(Client().get("/kull/?q==cmd"))
    Cohort.objects.update(name="=cmd")
    rows = list(csv.reader(StringIO(Client().get("/kull.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["cohort", "partnership", "region", "lead", "begins", "ends", "invited", "take_part"],
        ["'=cmd", "Bærekraftsløftet", "Hallingdal", "Regionrådet for Hallingdal", "2026-03-03", "", "2", "0"],
    ]


def test_a_facilitator_begins_a_cohort_and_invites(programme: Programme, text_of: Text) -> None:
    house = programme.house
    browser = browser_of(house.facilitator, language="nb")
    sent = {
        "partnership": str(programme.cohort.partnership_id),
        "lead": str(house.world.council.pk),
        "region": str(programme.cohort.region_id),
        "name": "kull 2",
        "begins": "2027-03-03",
        "language": "nn",
    }
    answer = browser.post("/kull/nytt/", sent | {"ends": "2027-01-01"})
    assert (answer.status_code, Cohort.objects.count()) == (422, 1)
    taken = browser.post("/kull/nytt/", sent | {"name": "Kull 1"})
    assert (taken.status_code, Cohort.objects.count()) == (422, 1)
    assert "Det finnes alt et kull «kull 1» i Hallingdal." in text_of(taken)
    assert browser.post("/kull/nytt/", sent | {"name": "🌱🌱"}).status_code == 422
    slip = browser.post("/kull/nytt/", sent | {"begins": "1990-03-03"})
    assert (slip.status_code, "Skriv en dag etter" in text_of(slip)) == (422, True)
    assert browser.get("/kull/nytt/").context["form"]["name"].value() == "kull 2"  # a copy
    assert browser.post("/kull/nytt/", sent)["Location"] == "/kull/hallingdal-kull-2/inviter/"
    page = browser.get("/kull/hallingdal-kull-2/inviter/").content.decode()
    assert page.count('name="municipality"') == page.count(" checked") == 2
    answer = browser.post("/kull/hallingdal-kull-2/inviter/", {"municipality": ["gol"], "text": "join"})
    assert answer["Location"] == "/kull/hallingdal-kull-2/oversikt/"
    row = Participation.objects.get(cohort__slug="hallingdal-kull-2")
    assert (row.organisation.slug, row.matter and row.matter.language) == ("gol", "nn")
    assert "Én kommune er invitert." in text_of(browser.get(answer["Location"]))
    nobody = browser.post("/kull/hallingdal-kull-2/inviter/", {"text": ""})
    assert (nobody.status_code, nobody.content.decode().count(" checked")) == (422, 0)
    unknown = {"municipality": ["al"], "text": "no-such-text"}
    answer = browser.post("/kull/hallingdal-kull-2/inviter/", unknown)
    assert "Det finnes ingen slik ferdig tekst." in answer.content.decode()
    assert [one.organisation.slug for one in Participation.objects.filter(cohort=row.cohort)] == ["gol"]


def test_a_cohort_is_a_draft_until_somebody_is_invited_and_can_be_deleted_till_then(
    programme: Programme,
) -> None:
    house, address = programme.house, "/kull/hallingdal-utkast/"
    begun(house, "utkast")
    runner, reader = browser_of(house.facilitator), browser_of(house.director)
    for page in ("", "faser/", "kalender/", "kalender.ics", "maling/", "arshjul/"):
        assert (runner.get(address + page).status_code, reader.get(address + page).status_code) == (200, 404)
    assert "utkast" in runner.get("/kull/").content.decode()
    for page in ("/kull/", "/kull.csv", "/partnerskap/baerekraftsloftet/", "/organisasjoner/hallingdal/"):
        assert "utkast" not in reader.get(page).content.decode()
    assert runner.post(f"{KULL}slett/", {"version": "1"}).status_code == 403  # municipalities are invited
    assert runner.post(f"{address}slett/", {"version": "9"}).status_code == 409
    assert runner.post(f"{address}slett/", {"version": "1"}).status_code == 302
    assert not Cohort.objects.filter(name="utkast").exists()


def test_a_municipality_that_is_not_here_is_added_when_its_director_is_invited(programme: Programme) -> None:
    house = programme.house
    place = Place.objects.create(slug="nes", kind="municipality", name="Nes", sort_key="nes", language="nn")
    Membership.objects.create(region=programme.cohort.region, member=place, valid_from=LONG_AGO)
    PlaceCode.objects.create(place=place, code="9977", valid_from=LONG_AGO)
    runner, address = browser_of(house.facilitator), f"{KULL}inviter/"
    refused = runner.post(address, {"email-nes": "ikkje ei adresse", "text": "join"})
    assert (refused.status_code, Organisation.objects.filter(slug="nes").exists()) == (422, False)
    assert "ikkje ei adresse" in refused.content.decode()
    assert runner.post(address, {"email-nes": "direktor@nes.example", "text": "join"}).status_code == 302
    made = Organisation.objects.get(slug="nes")
    assert (made.name, made.kind, made.place) == ("Nes kommune", "municipality", place)
    asked = Invitation.objects.get(organisation=made)
    assert (asked.email, asked.kind, asked.invited_by) == (
        "direktor@nes.example",
        RoleKind.TOP_MANAGEMENT,
        house.facilitator,
    )
    assert Participation.objects.filter(organisation=made, cohort=programme.cohort).exists()


def test_a_municipality_without_management_is_told_of_with_a_way_on(
    programme: Programme, text_of: Text
) -> None:
    programme.house.neighbour.roles.all().delete()
    browser = browser_of(programme.house.facilitator, language="nb")
    page = browser.get(f"{KULL}inviter/")
    assert "I disse kommunene er det ennå ingen som kan avgjøre noe." in text_of(page)
    assert 'href="/organisasjoner/al/inviter/"' in page.content.decode()
    assert browser.get("/organisasjoner/al/inviter/").status_code == 200


def test_a_stale_change_of_a_cohort_shows_both_and_overwrites_nothing(
    programme: Programme, text_of: Text
) -> None:
    browser = browser_of(programme.house.facilitator, language="nb")
    sent = {"name": "kull A", "begins": "2026-03-03", "language": "nn", "version": "1"}
    assert browser.post(f"{KULL}endre/", sent | {"ends": "2028-12-31"}).status_code == 302
    answer = browser.post(f"{KULL}endre/", sent | {"name": "kull B"})
    assert answer.status_code == 409
    assert "Navn kull A" in text_of(answer)
    assert "Siste dag 31. desember 2028" in text_of(answer)
    assert 'value="kull B"' in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()
    assert Cohort.objects.get().name == "kull A"


def test_the_page_warns_says_why_and_leads_on(programme: Programme, text_of: Text) -> None:
    joined(programme)
    page = browser_of(programme.house.director).get(GOL + "?lang=nn")
    text = text_of(page)
    assert "Innkjøpsansvarleg manglar: den som kjøper inn, skal vere med frå starten." in text
    assert f'href="{GOL}roller/"' in page.content.decode()
    assert re.search(r"Gol deltek i Bærekraftsløftet, kull 1, frå \d+\. \w+ \d{4} \(sak 12/27\)\.", text)
    seen = text_of(browser_of(programme.house.facilitator).get(GOL))
    assert "Pek ut dem som mangler" not in seen


def test_a_decision_is_recorded_in_one_form_of_which_most_is_filled_in(
    programme: Programme, text_of: Text
) -> None:
    browser = browser_of(programme.house.director)
    sent = {
        "decided": "takes_part",
        "day": timezone.localdate().isoformat(),
        "decided_by": "kommunedirektør",
        "document": "delegeringsreglementet § 4",
        "wording": "Gol kommune deltek.",
        "case_number": "12/27",
    }
    answer = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | {"document": ""}))
    assert (answer.status_code, ParticipationDecision.objects.count()) == (422, 0)
    shown = browser.get(f"{GOL}vedtak/").content.decode()
    assert 'value="kommunedirektør"' in shown
    assert "Gol kommune deltek i Bærekraftsløftet, kull 1" in shown  # the wording is the proposal
    for day in ("1990-01-01", (timezone.localdate() - timedelta(9)).isoformat()):
        refused = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | {"day": day}))
        assert (refused.status_code, 'name="sure"' in refused.content.decode()) == (422, True)
    sure = {"day": "1990-01-01", "sure": "on"}
    answer = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | sure))
    assert (answer.status_code, ParticipationDecision.objects.count()) == (422, 0)
    later = (timezone.localdate() + timedelta(1)).isoformat()
    answer = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | {"day": later}))
    assert (answer.status_code, ParticipationDecision.objects.count()) == (422, 0)
    sheet = filled(browser, f"{GOL}vedtak/", **sent)
    assert browser.post(f"{GOL}vedtak/", sheet)["Location"] == GOL
    assert ParticipationDecision.objects.get().state == "takes_part"
    again = browser.post(f"{GOL}vedtak/", sheet | {"decided": "does_not"})
    assert again.status_code in (409, 422)
    assert ParticipationDecision.objects.count() == 1
    text = text_of(browser.get(GOL))
    assert "Gol kommune deltek." in text
    earlier = (timezone.localdate() - timedelta(1)).isoformat()
    out = {"decided": "withdrew", "day": earlier, "wording": "Gol kommune trekkjer seg."}
    refused = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | out))
    assert (refused.status_code, ParticipationDecision.objects.count()) == (422, 1)
    assert "Gol kommune trekkjer seg." in refused.content.decode()  # what was written stands


def test_the_page_asks_what_the_council_s_outcome_means(programme: Programme, text_of: Text) -> None:
    house = programme.house
    matter = written(house)
    use_matter(programme.gol, matter, actor=actor(house.director))
    noted = treated(matter, house.council, TreatmentKind.ORIENTATION, Outcome.NOTED, days_ago=3)
    browser = browser_of(house.director)
    assert "Å ta ei sak til orientering er ikkje å vedta ho." in text_of(browser.get(GOL))
    assert browser.post(f"{GOL}betyr/{noted.pk}/", {"state": "takes_part", "seen": "0"}).status_code == 403
    one = treated(matter, house.council, TreatmentKind.DECISION, Outcome.ADOPTED)
    sheet = filled(browser, GOL, state="takes_part")
    nonsense = browser.post(f"{GOL}betyr/{one.pk}/", {"state": "nonsense", "seen": "0"})
    assert nonsense.status_code == 422
    assert '<div class="ds-alert" data-color="danger" role="alert"><p>Vel kva' in nonsense.content.decode()
    assert browser_of(house.editor).post(f"{GOL}betyr/{one.pk}/", sheet).status_code == 403
    assert browser.post(f"{GOL}betyr/{one.pk}/", sheet).status_code == 302
    assert ParticipationDecision.objects.get().treatment == one
    other = treated(matter, house.council, TreatmentKind.DECISION, Outcome.AMENDED)
    late = browser.post(f"{GOL}betyr/{other.pk}/", {"state": "withdrew", "seen": "0"})
    assert late.status_code == 409
    assert "Det er alt ført inn eit vedtak (du, kl. " in late.content.decode()


def test_a_matter_of_its_own_is_chosen(programme: Programme) -> None:
    matter = written(programme.house)
    browser = browser_of(programme.house.director)
    assert browser.post(f"{GOL}sak/{matter.pk}/").status_code == 302
    assert Participation.objects.get(pk=programme.gol.pk).matter == matter
    assert browser.post(f"{KULL}deltakere/al/sak/{matter.pk}/").status_code == 403


def test_phases_are_opened_ticked_and_closed(programme: Programme, text_of: Text) -> None:
    joined(programme)
    runner, director = (
        browser_of(programme.house.facilitator, language="nb"),
        browser_of(programme.house.director),
    )
    assert runner.post(f"{KULL}faser/opne/", {"phase": "meet"}).status_code == 302
    answer = runner.post(f"{KULL}faser/opne/", {"phase": "meet"})
    assert (answer.status_code, "Fasen er allerede åpen." in text_of(answer)) == (409, True)
    text = text_of(director.get(GOL))
    assert "0 av 4 på sjekklista er gjort." in text
    assert "Behov som kommunane deler" in text
    assert "(kjem)" not in text  # nothing leads to what is not there
    assert "Kommunedirektør. Dette ventar på deg." in text
    run = PhaseRun.objects.get()
    tick = f"{GOL}sjekkliste/{run.pk}/"
    assert director.post(tick, {"item": "agree_volume", "note": "I leiarmøtet"})["Location"] == f"{GOL}#meet"
    assert "Gjort: eli@gol.example" in text_of(director.get(GOL))
    assert runner.post(tick, {"item": "agree_volume"}).status_code == 403
    assert director.post(tick, {"item": "agree_volume", "back": "1"}).status_code == 302
    assert not Tick.objects.exists()
    close = f"{KULL}faser/{run.pk}/lukk/"
    assert director.post(close, {"version": "1"}).status_code == 403
    assert runner.post(close, {"version": "9"}).status_code == 302
    assert PhaseRun.objects.get().closed is None
    assert runner.post(close, {"version": "1"}).status_code == 302
    assert "Faser som er lukket" in text_of(Client().get(f"{KULL}faser/?lang=nb"))
    assert "Fasar som er lukka" in text_of(director.get(GOL))


def test_the_overview_is_read_filtered_and_taken_home(programme: Programme, text_of: Text) -> None:
    joined(programme)
    browser = browser_of(programme.house.facilitator, language="nb")
    assert "Én av to deltar" in text_of(browser.get(f"{KULL}oversikt/"))
    assert "1 av 2 passer med «ål»" in text_of(browser.get(f"{KULL}oversikt/?q=ål"))
    page = browser.get(f"{KULL}oversikt.csv?q=gol").content.decode("utf-8-sig")
    (_header, row) = csv.reader(StringIO(page), delimiter=";")
    today = timezone.localdate().isoformat()
    assert row == [
        *("Gol", "takes_part", today, "12/27", "kommunedirektør", "vedtatt 12/27: deltar", "", "", ""),
        *("eli@gol.example", "", "", "", "0", "0"),
    ]
    assert browser_of(programme.house.director).get(f"{KULL}oversikt/").status_code == 403


def test_all_are_prepared_for_in_one_go(programme: Programme, text_of: Text) -> None:
    browser, address = browser_of(programme.house.facilitator, language="nb"), f"{KULL}for-alle/"
    sent = {"what": "own", "municipality": ["gol", "al"], "language": "nn"}
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {"what": "matter:join", "language": "nn"}).status_code == 422
    shown = browser.post(address, sent | {"title": "Felles", "proposal": "Gjer det."})
    assert (shown.status_code, Matter.objects.count()) == (200, 0)
    assert "Gjer det." in text_of(shown)
    back = browser.post(address, sent | {"title": "Felles", "proposal": "Gjer det.", "step": "back"})
    assert "Gjer det." in text_of(back)
    assert 'data-color="danger"' not in back.content.decode()
    done = sent | {"title": "Felles", "proposal": "Gjer det.", "step": "do"}
    assert browser.post(address, done).status_code == 302
    assert list(Matter.objects.values_list("title", "state")) == [("Felles", "prepared")] * 2
    for what, button, said in (
        ("matter:join", "Forbered saken for 2 kommuner", "Saken er forberedt for 2 kommuner"),
        ("matter:join", "Ingen ny sak: alle 2 har den fra før", "Ingen ny sak: alle 2 har den fra før"),
        ("matter:status", "ingen av dem du valgte, gjør det ennå", "Saken er for kommuner som deltar"),
        ("phase:act", "Åpne fasen for 2 kommuner", "Fasen er åpen for 2 kommuner. 0 av 2 deltar."),
        ("remind", "Send påminning til 2", "To kommuner er minnet om invitasjonen."),
    ):
        sent = {"what": what, "municipality": ["gol", "al"], "language": "nn"}
        assert button in text_of(browser.post(address, sent))
        answer = browser.post(address, sent | {"step": "do"})
        assert said in text_of(browser.get(answer["Location"]))
    assert "for mindre enn en uke siden" in text_of(browser.post(address, sent))
    assert (PhaseRun.objects.get().phase, PhaseRun.objects.get().participation) == ("act", None)
    again = {"what": "phase:act", "municipality": ["gol"], "language": "nn", "step": "do"}
    assert browser.post(address, again).status_code == 409


def test_a_phase_waits_until_a_municipality_takes_part(programme: Programme, text_of: Text) -> None:
    browser_of(programme.house.facilitator).post(f"{KULL}faser/opne/", {"phase": "meet"})
    director = browser_of(programme.house.director)
    assert "på sjekklista" not in text_of(director.get(f"{GOL}?lang=nn"))
    joined(programme)
    assert "0 av 4 på sjekklista er gjort." in text_of(director.get(f"{GOL}?lang=nn"))


def test_who_names_somebody_reads_to_whom_a_letter_goes(programme: Programme, text_of: Text) -> None:
    joined(programme)
    sent = {"procurement_officer_email": "kjop@gol.example"}
    answer = browser_of(programme.house.director).post(f"{GOL}roller/?lang=nn", sent, follow=True)
    assert "Eit brev er på veg til kjop@gol.example." in text_of(answer)


def test_whoever_declares_to_be_disqualified_closes_the_page_to_themselves(programme: Programme) -> None:
    browser = browser_of(programme.house.director)
    assert browser.post(f"{GOL}inhabil/", {"reason": "Eig eit firma."})["Location"] == "/min-side/"
    for address in ("", "vedtak/", "roller/"):
        assert browser.get(GOL + address).status_code == 403
    assert browser.post(f"{GOL}vedtak/", {}).status_code == 403


def test_a_person_takes_home_what_the_programme_keeps(programme: Programme) -> None:
    joined(programme)
    run = open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    director = browser_of(programme.house.director)
    director.post(f"{GOL}sjekkliste/{run.pk}/", {"item": "agree_volume"})
    kept = own_data(programme.house.director)
    assert [row["state"] for row in kept["participation_decisions"]] == ["takes_part"]
    assert [row["item"] for row in kept["checklist_ticks"]] == ["agree_volume"]
    assert len(own_data(programme.house.facilitator)["cohort_invitations"]) == 2


def test_a_matter_shows_whose_taking_part_rests_on_it_and_asks(programme: Programme, text_of: Text) -> None:
    house = programme.house
    matter = written(house)
    director = browser_of(house.director)
    page = director.get(f"/saker/{matter.pk}/")
    assert "Handlar saka om å delta i Bærekraftsløftet, kull 1?" in text_of(page)
    assert "Denne saka handlar om" not in text_of(browser_of(house.editor).get(f"/saker/{matter.pk}/"))
    use_matter(programme.gol, matter, actor=actor(house.director))
    treated(matter, house.council, TreatmentKind.DECISION, Outcome.ADOPTED)
    text = text_of(director.get(f"/saker/{matter.pk}/"))
    assert "Gol har enno ikkje handsama om kommunen skal delta i Bærekraftsløftet, kull 1." in text
    assert "Kva tyder dette utfallet?" in text
    Matter.objects.filter(pk=matter.pk).update(state="public")
    text = text_of(Client().get(f"/saker/{matter.pk}/"))
    assert ("Gol har enno ikkje handsama" in text, "Kva tyder dette utfallet?" in text) == (True, False)


def test_an_organisation_leads_to_its_cohorts(programme: Programme) -> None:
    house = programme.house
    page = browser_of(house.facilitator).get("/organisasjoner/hallingdal/").content.decode()
    assert f'href="{KULL}"' in page
    assert 'href="/kull/nytt/"' in page
    page = browser_of(house.director).get("/organisasjoner/gol/").content.decode()
    assert f'href="{GOL}"' in page
    assert 'href="/kull/nytt/"' not in page


def test_a_municipality_s_page_of_status_says_where_it_takes_part(
    programme: Programme, rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place, request = programme.gol.organisation.place, rf.get("/kommuner/gol/")
    assert place is not None
    with django_assert_num_queries(2):
        assert on_municipality(request, place) is None
    made = joined(programme)
    with translation.override("nn"):
        day = date_format(made.decided, "j. F Y")
        shown = panels_shown(request, place)
    assert f"Gol deltek i Bærekraftsløftet, kull 1, frå {day} (sak 12/27)." in shown
    neighbour = programme.al.organisation.place
    assert neighbour is not None
    programme.al.delete()
    with django_assert_num_queries(1):
        assert on_municipality(request, neighbour) is None


def panels_shown(request: HttpRequest, place: Place | None) -> str:
    """Return what a page of status shows of the programme."""
    assert place is not None
    panel = on_municipality(request, place)
    assert panel is not None
    return render_to_string(panel.template, dict(panel.context), request=request)


def test_a_participation_is_followed_from_its_page(programme: Programme) -> None:
    editor = programme.house.editor
    browser = browser_of(editor)
    word = re.search(r'name="thing" value="([^"]*)"', browser.get(GOL).content.decode())
    assert word
    assert browser.post("/varsler/folg/", {"thing": word[1], "do": "follow"}).headers["Location"] == GOL
    assert editor in followers(programme.gol)
