"""The second walk: from a need to what is told, where the coordinator alone signs in.

Firms, heads of water and directors act from links in letters, on the telephone and on paper.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from loftet.background.work import do_all
from loftet.decisions.models import Body, BodyKind, Matter, Meeting, Treatment
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.needs.models import Need
from loftet.one_to_one.models import OneToOne, Talk
from loftet.people.models import Role, User
from loftet.pools.models import Pool
from loftet.procurement.models import Procurement
from loftet.procurement.steps import STEPS
from loftet.projects.models import ExpectedEffect, Project
from loftet.stories.models import Story
from tests.walks.second_story import Circle, TextOf, in_days, in_words, iso, said

pytestmark = [pytest.mark.django_db, pytest.mark.long]
LEAKS = "Finne lekkasjar utan å grave"
WHOM_TO_RING = "Spørsmål? Ring Solveig Demoås, 32 00 00 00, eller svar på denne e-posten.\n"
OUTSIDE = re.compile(r'(?:src|href)="https?://(?!testserver)[^"]+\.(?:js|css|png|svg)"')


@pytest.mark.usual_moment
def test_the_circle_stands_where_the_coordinator_alone_signs_in(
    demo_site: Path, text_of: TextOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle = Circle(text_of, monkeypatch)
    needs(circle)
    a_council_in_nine_days(circle)
    pool(circle)
    dialogue(circle)
    the_day_without_a_network(circle)
    commitments(circle)
    purchase(circle)
    contract(circle)
    project(circle)
    told(circle)
    assert not Role.objects.filter(organisation__kind="supplier").exists()
    firm(circle)
    outside = (circle.tora.email, "post@royrfiks.example")
    letters = [str(one.body) for one in mail.outbox if one.to[0] in outside]
    assert letters
    assert [one for one in letters if not one.endswith(WHOM_TO_RING)] == []
    signed_in = User.objects.filter(last_login__isnull=False)
    assert not signed_in.exclude(pk=circle.solveig.pk).exists()


def needs(circle: Circle) -> None:
    """Two heads of water tell of their needs, by telephone and by e-mail; they confirm from a letter."""
    of = {"effect": "Halve lekkasjen på tre år.", "volume": "46", "unit": "km"}
    address = "/organisasjoner/{}/behov/noter/"
    call = said("Tora Vatn, leiar for vassverket", "call", circle.tora)
    circle.sends(address.format("ovre-demodal"), title=LEAKS, **of, **call)
    wrote = said("Lars Røyr, leiar for vassverket", "mail", circle.lars)
    circle.sends(address.format("fossvang"), title="Tette utan å stengje vegen", **of, **wrote)
    assert not Need.objects.exists()
    circle.replies(circle.tora)
    circle.replies(circle.lars)
    need = Need.objects.get(organisation=circle.ovre)
    circle.reads(
        need.get_absolute_url(),
        "Sagt av Tora Vatn, leiar for vassverket for Øvre Demodal kommune, på telefon",
        "Skrive inn av Solveig Demoås.",
        "Stadfesta av tora@ovre.example",
    )


def a_council_in_nine_days(circle: Circle) -> None:
    """The council meets in nine days, and its papers were due: the next meeting is proposed."""
    kept = {"organisation": circle.council, "kind": BodyKind.COUNCIL, "paper_days": 14}
    body = Body.objects.create(name="Representantskapet", **kept)
    soon, later = (Meeting.objects.create(body=body, day=in_days(number)) for number in (9, 44))
    matter = circle.sends(
        "/organisasjoner/demodalen/saker/ny/", title="Lekkasjar i lag", proposal="Rådet leier.", language="nn"
    )
    planned = f"{matter}behandlinger/ny/"
    page = circle.browser.get(f"{planned}?lang=nn").content.decode()
    chosen, other = (
        re.search(rf'<option value="{body.pk}:{one.pk}"{marked}>([^<]+)</option>', page)
        for one, marked in ((later, " selected"), (soon, ""))
    )
    assert chosen
    assert other
    assert f"{in_words(44)} (papir innan {in_words(30)})" in chosen[1]
    assert in_words(9) in other[1]
    late = circle.sends(planned, kind="decision", where=f"{body.pk}:{soon.pk}")
    circle.reads(late, "Handsaminga vart planlagd etter siste frist for papir til Representantskapet")
    row = Treatment.objects.get()
    moved = {"kind": "decision", "where": f"{body.pk}:{later.pk}", "version": version(row)}
    circle.sends(f"{matter}behandlinger/{row.pk}/flytt/", **moved)
    assert "etter siste frist" not in circle.reads(matter, in_words(44))
    key = Matter.objects.get(title="Lekkasjar i lag").pk
    paper = circle.browser.get(f"/saker/{key}.docx")
    assert docx.Document(BytesIO(b"".join(paper))).paragraphs


def pool(circle: Circle) -> None:
    """The council starts the joint purchase; both say by telephone what they plan, and confirm."""
    terms = {"title": LEAKS, "unit": "km", "kind": "goods_services", "cpv": "45232150"}
    circle.sends("/organisasjoner/demodalen/felles-innkjop/nytt/", **terms, joins_until=iso(30))
    made = Pool.objects.get()
    address = made.get_absolute_url()
    both = [str(one.pk) for one in Need.objects.order_by("pk")]
    circle.sends(f"{address}behov/", needs=both, version=version(made))
    circle.reads(address, LEAKS, "Tette utan å stengje vegen")
    circle.sends(
        f"{address}krav/", text="Halv lekkasje på tre år. Ingen stengde vegar.", version=version(made)
    )
    opened = {"journal": "not_needed", "journal_case": "", "hidden_basis": "fvl-13-1-2"}
    circle.sends(f"{address}opne/", **opened, version=version(made))
    volume = {"earliest": iso(60), "latest": iso(900), "certainty": "intention"}
    for slug, who, amount in (("ovre-demodal", circle.tora, "48"), ("fossvang", circle.lars, "46")):
        circle.sends(f"{address}noter/{slug}/", amount=amount, **volume, **said("Leiaren", "call", who))
    circle.reads(address, "Ingen har meldt inn ei mengd enno", "Ikkje stadfesta enno.")
    circle.replies(circle.tora)
    circle.replies(circle.lars)
    circle.reads(address, "94 km", "intensjon", "Skrive inn av Solveig Demoås.", "Stadfesta av")


def dialogue(circle: Circle) -> None:
    """A market dialogue: notice and English before the invitation; firms register without an account."""
    about = f"pool-{Pool.objects.get().pk}"
    what = {"kind": "dialogue_conference", "title": "Lekkasjar: møt kommunane", "day": iso(20)}
    circle.sends("/organisasjoner/demodalen/moter/nytt/", **what, where="Rådhuset", subjects=[about])
    event = Event.objects.get()
    address = event.get_absolute_url()
    invited = {"emails": "post@royrfiks.example info@provby.example"}
    circle.is_refused(f"{address}kunngjor/", "nummeret på Doffin først", **invited, version=event.version)
    ready = circle.reads(f"{address}kunngjoring/", "Kunngjeringa")
    assert "Øvre Demodal kommune" in ready
    assert "utan konto" in ready
    notice = {"title": event.title, "text": "Kommunane fortel.", "cpv": "45232150", "version": "0"}
    english = "Two municipalities want to find leaks without digging."
    circle.sends(f"{address}kunngjoring/", **notice, doffin="2027-100001", english=english)
    circle.sends(f"{address}kunngjor/", **invited, version=event.version)
    assert circle.link("post@royrfiks.example", address) == address
    circle.anybody_reads(f"{address}?lang=en", english)
    for name, email in (("Røyrfiks AS", "post@royrfiks.example"), ("Provby AB", "info@provby.example")):
        came = Client().post(
            f"{address}meld-pa/", {"name": name, "email": email, "name_n0": f"Leiaren i {name}"}
        )
        assert came.status_code == 302
    telephone = {"name": "Grav og Grus", "side": "market", "email": "", "name_n0": "Aud Demograv"}
    circle.sends(f"{address}meld-pa/", **{**telephone, "email": circle.solveig.email})
    page = circle.link("post@royrfiks.example", "/pamelding/")
    circle.anybody_reads(page, "Leiaren i Røyrfiks AS")
    asked = Client().post(f"{page}spor/", {"text": "Kor djupt ligg røyra?"})
    assert asked.status_code == 302
    question = event.questions.get()
    circle.sends(f"/moteplasser/sporsmal/{question.pk}/", answer="To meter.", version=question.version)
    circle.anybody_reads(f"{address}likt-for-alle/", "Kor djupt ligg røyra?", "To meter.")
    times(circle, event)


def times(circle: Circle, event: Event) -> None:
    """Every firm asks for a time by its link; the coordinator gives, swaps and locks times by hand."""
    page = event.get_absolute_url()
    heads = {"name": circle.ovre.name, "side": "public", "email": circle.tora.email, "name_n0": "Tora Vatn"}
    circle.sends(f"{page}meld-pa/", **heads)
    buyer = event.teams.get(side="public")
    frame = {"wishes_by": iso(5), "day": iso(20), "begins": "13:00", "minutes": "30", "gap": "15"}
    circle.sends(f"{page}en-til-en/oppsett/", **frame, slots="6", tables="1", most="6", version="0")
    for firm in Team.objects.filter(side="market"):
        asks = f"/pamelding/{team_word(firm.pk)}/en-til-en/"
        asked = Client().post(asks, {"wanted": str(buyer.pk), "version": str(firm.version)})
        assert asked.status_code == 302, circle.text_of(asked)
    circle.days_pass(6)
    firms = {one.name: one for one in Team.objects.filter(side="market").order_by("pk")}
    one = OneToOne.objects.get()
    for slot, firm in enumerate(firms.values(), start=1):
        circle.sends(f"{page}en-til-en/gi/{firm.pk}/", place=f"{slot}-1", version=version(one))
    wish_of = {wish.firm.name: wish.pk for wish in one.wishes.select_related("firm")}
    first, second = wish_of["Røyrfiks AS"], wish_of["Provby AB"]
    circle.sends(f"{page}en-til-en/flytt/{first}/", place=f"swap-{second}", version=version(one))
    circle.sends(f"{page}en-til-en/las/{first}/", locked="yes", version=version(one))
    circle.reads(f"{page}en-til-en/", "13.00", "Provby AB", "13.45", "Røyrfiks AS", "Låst", "14.30")
    circle.sends(f"{page}en-til-en/slepp/", version=version(one))
    circle.anybody_reads(f"/pamelding/{team_word(firms['Røyrfiks AS'].pk)}/", "13.45")
    paper = circle.browser.get(f"{page}en-til-en/papir/?lang=nn").content.decode()
    assert "Røyrfiks AS" in paper


def the_day_without_a_network(circle: Circle) -> None:
    """The lists are on paper and need nothing from elsewhere; who did not come is written in afterwards."""
    event = Event.objects.get()
    paper = circle.browser.get(f"{event.get_absolute_url()}deltakere/?lang=nn").content.decode()
    for name in ("Leiaren i Røyrfiks AS", "Leiaren i Provby AB", "Aud Demograv"):
        assert name in paper
    assert not OUTSIDE.search(paper)
    circle.days_pass(16)
    address = f"{event.get_absolute_url()}en-til-en/"
    note = {"note": "Lyttar i kummane. Vil prøve i ei sone.", "next_step": "", "next_by": ""}
    for name, came in (("Røyrfiks AS", {"held": "held", **note}), ("Provby AB", {"held": "not_used"})):
        talk = Talk.objects.get(wish__firm__name=name)
        circle.sends(f"{address}notat/{talk.wish_id}/", **came, version=version(talk))
    circle.link("post@royrfiks.example", "/pamelding/")


def commitments(circle: Circle) -> None:
    """Each director decides on a mandate of one page, and commits from a letter; «not this year» ends it."""
    made = Pool.objects.get()
    address = made.get_absolute_url()
    file = circle.browser.get(f"{address}mandat/ovre-demodal.docx?lang=nn")
    words = [cell.text for table in docx.Document(BytesIO(file.content)).tables for cell in table._cells]
    assert {"Leier innkjøpet", "Regionrådet", "48 km"} <= set(words)
    for slug, who, case in (("ovre-demodal", circle.kari, "27/14"), ("fossvang", circle.ola, "27/31")):
        signed = {"certainty": "committed", "max_value": "1600000", "authority": case}
        sent = {"amount": "48", "earliest": iso(60), "latest": iso(900), "authority_limit": "2000000"}
        paper = said("Kommunedirektøren", "paper", who)
        circle.sends(f"{address}noter/{slug}/", **signed, **sent, **paper)
        circle.replies(who)
    circle.reads(address, "96 km er forplikta", "Stadfesta av ola@fossvang.example")


def purchase(circle: Circle) -> None:
    """The competition waits for the open summary, and freezes the joint purchase."""
    made = Pool.objects.get()
    address = "/organisasjoner/demodalen/anskaffelser/ny/"
    facts = {
        "title": LEAKS,
        "activity": "water",
        "kind": "services",
        "value": "100000",
        "options": "0",
        "planned_on": iso(0),
    }
    circle.sends(f"{address}?innkjop={made.pk}", **facts, cpv="45232150")
    one = Procurement.objects.get()
    page = one.get_absolute_url()
    more = {**facts, "framework": "true", "months": "48", "apprentices": "false", "max_value": "6000000"}
    more |= {"cpv": "45232150", "version": str(one.version)}
    circle.sends(f"{page}endre/", **more)
    weights = {"criteria": "Pris: 70\nKlima: 30 klima", "mode": "weighted"}
    circle.sends(f"{page}kriterier/", **weights, version=version(one))
    for step in STEPS:
        if step.is_before:
            circle.sends(f"{page}steg/{step.key}/", left_out="", reason="", version=version(one))
    out = {"announced": iso(0), "notice": "2027-100002", "tool": ""}
    circle.is_refused(f"{page}kunngjor/", "Opne oppsummeringa av", **out, version=version(one))
    event = Event.objects.get()
    circle.sends(f"{event.get_absolute_url()}oppsummering/", text="Tre bedrifter møtte.", version="0")
    circle.sends(f"{page}kunngjor/", **out, version=version(one))
    made.refresh_from_db()
    assert (made.state, made.notice) == ("frozen", "2027-100002")
    circle.anybody_reads(made.get_absolute_url(), "Øvre Demodal kommune", "Tilbodet gjeld alle kjøparar")


def contract(circle: Circle) -> None:
    """The hand-over pack is taken out, and the contract signed; it says what it came from."""
    page = Procurement.objects.get().get_absolute_url()
    pack = circle.browser.post(f"{page}dokument/?lang=nn", {"case_number": "27/1234"})
    files = ZipFile(BytesIO(pack.content))
    names = files.namelist()
    for held in (
        "Strateginotat",
        "Oppsummering av dialogen",
        "Plan for kontraktsoppfølging",
        "Informasjonslogg",
    ):
        assert any(name.startswith(f"27-1234 {held}") for name in names), held
    log = next(name for name in names if "Informasjonslogg" in name)
    lines = [one.text for one in docx.Document(BytesIO(files.read(log))).paragraphs]
    assert any("Provby AB – Øvre Demodal kommune: Det vart tilbode, og ingen kom" in one for one in lines), (
        lines
    )
    terms = {"supplier": "Røyrfiks AS", "value": "90000", "options_until": "", "follows": circle.solveig.pk}
    days = {"signed_on": iso(0), "begins_on": iso(0), "ends_on": iso(730)}
    circle.sends(f"{page}kontrakt/ny/", **terms, **days)
    behind = (f"Felles innkjøp {LEAKS}", "Dialogkonferanse Lekkasjar: møt kommunane", f"Anskaffing {LEAKS}")
    circle.anybody_reads(f"{page}kontrakt/", *behind, "Denne kontrakten")
    circle.reads(f"{page}kontrakt/", f"Behov {LEAKS}", *behind)
    circle.anybody_reads(Pool.objects.get().get_absolute_url(), "Dette innkjøpet", "Kontrakt Røyrfiks AS")


def version(one: Any) -> int:
    one.refresh_from_db()
    return int(one.version)


def project(circle: Circle) -> None:
    """A project of the council with both; a head of water reads a meter from a letter; it is too early."""
    plan = {"title": "Finne lekkasjar i lag", "kind": "change", "text": "Vi lyttar.", "starts_on": iso(0)}
    need = Need.objects.get(organisation=circle.ovre)
    page = circle.sends(f"/organisasjoner/demodalen/prosjekt/nytt/?behov={need.pk}", **plan)
    for partner in (circle.ovre, circle.fossvang):
        circle.sends(f"{page}ny/partner/", organisation=partner.pk, kind="municipality", part="Lyttar")
    effect = {"indicator": "water_leakage", "direction": "down", "size": "6", "certainty": "likely"}
    sooner = {"by_year": in_days(1100).year, "own_figure": "Nattforbruk, l/s", "answers": "Vassverket"}
    circle.sends(f"{page}ny/effekt/", **effect, **sooner)
    one = Project.objects.get()
    circle.sends(f"{page}start/", staff="Drøfta", starts_on=iso(0), version=version(one))
    expected = ExpectedEffect.objects.get()
    circle.sends(f"{page}be-om-maling/", effect=expected.pk, asked=circle.tora.pk)
    circle.replies(circle.tora, value="36,5", day=iso(0))
    do_all(timezone.now())
    circle.anybody_reads(page, "Kontrakt Røyrfiks AS", "Dette prosjektet", "for tidleg å seie", "36,5")
    circle.reads(
        page, f"Behov {LEAKS}", f"Felles innkjøp {LEAKS}", "Kontrakt Røyrfiks AS", "Dette prosjektet"
    )
    circle.reads(need.get_absolute_url(), "Dette behovet", f"Prosjekt {one.title}")


def firm(circle: Circle) -> None:
    """A firm tells of its solution on the telephone, and publishes it from its letter: it is its own then."""
    page = circle.browser.get("/leverandorer/skriv-inn/?nummer=310482382").content.decode()
    found = page.partition('name="found" value="')[2].partition('"')[0]
    call = {"email": "nils@demoror.example", "said_by": "Nils Demorør", "how": "call", "said_on": iso(0)}
    solution = {"title": "Finne lekkasjar med lyd", "what": "Lyttar i kummane.", "evidence": "1"}
    circle.sends("/leverandorer/skriv-inn/", found=found, **call, **solution, cpv="45232150")
    address = circle.link("nils@demoror.example", "/svar/firma/")
    circle.anybody_reads(
        address, "Sagt av Nils Demorør for DEMORØR AS, på telefon", "Skrive inn av Solveig Demoås."
    )
    assert "med lyd" not in circle.anybody_reads("/losninger/")
    more = {"problem": "Ingen veit kvar det lek.", "effect": "Mindre lekkasje.", "price_model": "unit"}
    sent = {**solution, **more, "cpv": "45232150", "answer": "publish", "version": "1"}
    done = Client().post(address, sent)
    assert done.status_code == 302, circle.text_of(done)
    circle.anybody_reads("/losninger/", "Finne lekkasjar med lyd")
    assert Client().post(address, sent).status_code == 403
    circle.anybody_reads(address, "Ho er alt publisert")


def told(circle: Circle) -> None:
    """What came of it is told as a result of the work, without a word of effect."""
    one = Project.objects.get()
    words = {"title": "Tre bedrifter møtte to kommunar", "text": "Vi ringde, og skreiv inn svara."}
    figure = {"figure": "3 bedrifter i dialogen", "figure_source": "Lista frå dagen"}
    page = circle.sends("/organisasjoner/demodalen/fatt-til/ny/", **words, **figure, project=one.pk)
    story = Story.objects.get()
    circle.sends(f"{page}steg/offer/", version=version(story))
    circle.sends(f"{page}steg/approve/", version=version(story))
    read = circle.anybody_reads(page, "Tre bedrifter møtte to kommunar", "3 bedrifter i dialogen")
    assert "effekt av" not in read
    circle.reads(page, "Prosjektet")
    circle.anybody_reads(one.get_absolute_url(), "Dette prosjektet", f"Historie {story.title}")
