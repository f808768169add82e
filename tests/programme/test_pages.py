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
from loftet.people.models import Invitation, RoleKind
from loftet.people.queries.own import own_data
from loftet.places.models import Place
from loftet.programme.actions.participation import use_matter
from loftet.programme.actions.phases import open_phase
from loftet.programme.models import (
    Cohort,
    Participation,
    ParticipationDecision,
    Partnership,
    PhaseRun,
    Tick,
)
from loftet.programme.panels import on_municipality
from tests.decisions.conftest import actor, written
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import Programme, clerk, joined, treated

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
    assert "1 kull hører til partnerskapet. 0 kommuner deltar." in text
    assert "KS Varme AS" in text


def test_everybody_reads_who_takes_part_and_nobody_is_blamed(programme: Programme, text_of: Text) -> None:
    joined(programme)
    text = text_of(Client().get(KULL))
    assert "1 av de 2 kommunene som er invitert, deltar." in text
    assert "Gol Deltar, vedtatt av kommunedirektør" in text
    assert "Hver kommune avgjør selv, når det passer med dens egne planer. Ål Ikke behandlet." in text
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
    use_matter(programme.gol, matter, clerk=clerk(house.director))
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
    assert "Tallene Hvordan står det til i Gol? Ett ark å dele ut" in text_of(page)
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
    browser = browser_of(house.facilitator)
    sent = {
        "partnership": str(programme.cohort.partnership_id),
        "lead": str(house.world.council.pk),
        "region": str(programme.cohort.region_id),
        "name": "kull 1",
        "begins": "2027-03-03",
        "language": "nn",
    }
    answer = browser.post("/kull/nytt/", sent | {"ends": "2027-01-01"})
    assert (answer.status_code, Cohort.objects.count()) == (422, 1)
    assert browser.post("/kull/nytt/", sent)["Location"] == "/kull/hallingdal-kull-1-2/inviter/"
    page = browser.get("/kull/hallingdal-kull-1-2/inviter/").content.decode()
    assert page.count('name="municipality"') == page.count(" checked") == 2
    answer = browser.post("/kull/hallingdal-kull-1-2/inviter/", {"municipality": ["gol"], "text": "join"})
    assert answer["Location"] == "/kull/hallingdal-kull-1-2/oversikt/"
    row = Participation.objects.get(cohort__slug="hallingdal-kull-1-2")
    assert (row.organisation.slug, row.matter and row.matter.language) == ("gol", "nn")
    assert "1 kommune er invitert." in text_of(browser.get(answer["Location"]))
    assert browser.post("/kull/hallingdal-kull-1-2/inviter/", {"text": ""}).status_code == 422
    unknown = {"municipality": ["al"], "text": "no-such-text"}
    answer = browser.post("/kull/hallingdal-kull-1-2/inviter/", unknown, follow=True)
    assert "Det finnes ingen slik ferdig tekst." in answer.content.decode()
    assert [one.organisation.slug for one in Participation.objects.filter(cohort=row.cohort)] == ["gol"]


def test_a_municipality_without_management_is_told_of_with_a_way_on(
    programme: Programme, text_of: Text
) -> None:
    programme.house.neighbour.roles.all().delete()
    browser = browser_of(programme.house.facilitator)
    page = browser.get(f"{KULL}inviter/")
    assert "I disse kommunene er det ennå ingen som kan avgjøre noe." in text_of(page)
    assert 'href="/organisasjoner/al/inviter/"' in page.content.decode()
    assert browser.get("/organisasjoner/al/inviter/").status_code == 200


def test_a_stale_change_of_a_cohort_shows_both_and_overwrites_nothing(
    programme: Programme, text_of: Text
) -> None:
    browser = browser_of(programme.house.facilitator)
    sent = {"name": "kull A", "begins": "2026-03-03", "language": "nn", "version": "1"}
    assert browser.post(f"{KULL}endre/", sent).status_code == 302
    answer = browser.post(f"{KULL}endre/", sent | {"name": "kull B"})
    assert answer.status_code == 409
    assert "Navn kull A" in text_of(answer)
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


def test_a_decision_is_recorded_in_one_form_with_two_named(programme: Programme, text_of: Text) -> None:
    browser = browser_of(programme.house.director)
    sent = {
        "decided": "takes_part",
        "day": timezone.localdate().isoformat(),
        "decided_by": "kommunedirektør",
        "document": "delegeringsreglementet § 4",
        "wording": "Gol kommune deltek.",
        "case_number": "12/27",
        "business_adviser_colleague": str(programme.house.editor.pk),
        "procurement_officer_email": "siv@gol.example",
    }
    answer = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | {"document": ""}))
    assert (answer.status_code, ParticipationDecision.objects.count()) == (422, 0)
    later = (timezone.localdate() + timedelta(1)).isoformat()
    answer = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | {"day": later}))
    assert (answer.status_code, ParticipationDecision.objects.count()) == (422, 0)
    sheet = filled(browser, f"{GOL}vedtak/", **sent)
    assert browser.post(f"{GOL}vedtak/", sheet)["Location"] == GOL
    assert ParticipationDecision.objects.get().state == "takes_part"
    assert Invitation.objects.get().email == "siv@gol.example"
    again = browser.post(f"{GOL}vedtak/", sheet | {"decided": "does_not"})
    assert again.status_code in (409, 422)
    assert ParticipationDecision.objects.count() == 1
    text = text_of(browser.get(GOL))
    assert "Nokon er invitert og har ikkje svart enno." in text
    assert "Gol kommune deltek." in text
    earlier = (timezone.localdate() - timedelta(1)).isoformat()
    out = {"decided": "withdrew", "day": earlier, "wording": "Gol kommune trekkjer seg."}
    refused = browser.post(f"{GOL}vedtak/", filled(browser, f"{GOL}vedtak/", **sent | out))
    assert (refused.status_code, ParticipationDecision.objects.count()) == (422, 1)
    assert "Gol kommune trekkjer seg." in refused.content.decode()  # what was written stands


def test_the_page_asks_what_the_council_s_outcome_means(programme: Programme, text_of: Text) -> None:
    house = programme.house
    matter = written(house)
    use_matter(programme.gol, matter, clerk=clerk(house.director))
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
    assert browser.post(f"{GOL}betyr/{other.pk}/", {"state": "withdrew", "seen": "0"}).status_code == 409


def test_a_matter_of_its_own_is_chosen(programme: Programme) -> None:
    matter = written(programme.house)
    browser = browser_of(programme.house.director)
    assert browser.post(f"{GOL}sak/{matter.pk}/").status_code == 302
    assert Participation.objects.get(pk=programme.gol.pk).matter == matter
    assert browser.post(f"{KULL}deltakere/al/sak/{matter.pk}/").status_code == 403


def test_phases_are_opened_ticked_and_closed(programme: Programme, text_of: Text) -> None:
    joined(programme)
    runner, director = browser_of(programme.house.facilitator), browser_of(programme.house.director)
    assert runner.post(f"{KULL}faser/opne/", {"phase": "meet"}).status_code == 302
    answer = runner.post(f"{KULL}faser/opne/", {"phase": "meet"})
    assert (answer.status_code, "Fasen er allerede åpen." in text_of(answer)) == (409, True)
    text = text_of(director.get(GOL))
    assert "0 av 4 på sjekklista er gjort." in text
    assert "Behov som kommunane melder saman (kjem)" in text
    assert "Toppleiing. Dette ventar på deg." in text
    run = PhaseRun.objects.get()
    tick = f"{GOL}sjekkliste/{run.pk}/"
    assert director.post(tick, {"item": "agree_volume", "note": "I leiarmøtet"})["Location"] == f"{GOL}#meet"
    assert "Gjort: eli@gol.example" in text_of(director.get(GOL))
    assert runner.post(tick, {"item": "agree_volume"}).status_code == 403
    assert director.post(tick, {"item": "agree_volume", "back": "1"}).status_code == 302
    assert not Tick.objects.exists()
    close = f"{KULL}faser/{run.pk}/lukk/"
    assert director.post(close, {"version": "1"}).status_code == 403
    assert runner.post(close, {"version": "9"}).status_code == 409
    assert runner.post(close, {"version": "1"}).status_code == 302
    assert "Faser som er lukket" in text_of(Client().get(f"{KULL}faser/"))
    assert "Fasar som er lukka" in text_of(director.get(GOL))


def test_the_overview_is_read_filtered_and_taken_home(programme: Programme, text_of: Text) -> None:
    joined(programme)
    browser = browser_of(programme.house.facilitator)
    assert "1 av 2 deltar" in text_of(browser.get(f"{KULL}oversikt/"))
    assert "1 av 2 passer med «ål»" in text_of(browser.get(f"{KULL}oversikt/?q=ål"))
    page = browser.get(f"{KULL}oversikt.csv?q=gol").content.decode("utf-8-sig")
    (_header, row) = csv.reader(StringIO(page), delimiter=";")
    today = timezone.localdate().isoformat()
    assert row == [
        *("Gol", "takes_part", today, "12/27", "kommunedirektør", "eli@gol.example", "", ""),
        *("", "", "0", "0", "0", "", today),
    ]
    assert browser_of(programme.house.director).get(f"{KULL}oversikt/").status_code == 403


def test_all_are_prepared_for_in_one_go(programme: Programme, text_of: Text) -> None:
    browser, address = browser_of(programme.house.facilitator), f"{KULL}for-alle/"
    sent = {"what": "own", "municipality": ["gol", "al"], "language": "nn"}
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {"what": "matter:join", "language": "nn"}).status_code == 422
    assert browser.post(address, sent | {"title": "Felles", "proposal": "Gjer det."}).status_code == 302
    assert list(Matter.objects.values_list("title", "state")) == [("Felles", "prepared")] * 2
    for what, said in (
        ("matter:status", "Saken er forberedt for 2 kommuner."),
        ("phase:act", "Fasen er åpen for alle."),
        ("remind", "2 kommuner er minnet om invitasjonen."),
    ):
        answer = browser.post(address, {"what": what, "municipality": ["gol", "al"], "language": "nn"})
        assert said in text_of(browser.get(answer["Location"]))
    assert (PhaseRun.objects.get().phase, PhaseRun.objects.get().participation) == ("act", None)
    again = {"what": "phase:act", "municipality": ["gol"], "language": "nn"}
    assert browser.post(address, again).status_code == 422


def test_whoever_declares_to_be_disqualified_closes_the_page_to_themselves(programme: Programme) -> None:
    browser = browser_of(programme.house.director)
    assert browser.post(f"{GOL}inhabil/", {"reason": "Eig eit firma."})["Location"] == "/min-side/"
    for address in ("", "vedtak/", "roller/"):
        assert browser.get(GOL + address).status_code == 403
    assert browser.post(f"{GOL}vedtak/", {}).status_code == 403


def test_a_person_takes_home_what_the_programme_keeps(programme: Programme) -> None:
    joined(programme)
    run = open_phase(programme.cohort, "meet", "", clerk=clerk(programme.house.facilitator))
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
    use_matter(programme.gol, matter, clerk=clerk(house.director))
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
    with django_assert_num_queries(2):
        assert on_municipality(request, place) is None
    made = joined(programme)
    with translation.override("nn"):
        day = date_format(made.decided, "j. F Y")
        shown = panels_shown(request, place)
    assert f"Gol deltek i Bærekraftsløftet, kull 1, frå {day} (sak 12/27)." in shown
    neighbour = programme.al.organisation.place
    programme.al.delete()
    with django_assert_num_queries(1):
        assert on_municipality(request, neighbour) is None


def panels_shown(request: HttpRequest, place: Place | None) -> str:
    """Return what a page of status shows of the programme."""
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
