"""Those who live and work in a municipality are heard, learn and are proud of it, in nynorsk.

An inhabitant on a phone, an employee and a class give input; it is read, gathered, answered and becomes a
need. An experience is found from a figure of another municipality, and a talk booked. A course is taken. A
story is approved, and read with the picture that it is shared by.
"""

import re
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from loftet.background.outbox import send_due
from loftet.charts.png import png_of
from loftet.guidance.actions import offer_times
from loftet.learning.actions import publish_experience, write_experience
from loftet.learning.models import FinishedCourse
from loftet.meetings.models import Event
from loftet.needs.models import Need
from loftet.people.models import RoleKind, User
from loftet.programme.example import cohort_with, joined
from loftet.stories.example import DRAWING, SAID, TOLD
from loftet.stories.models import Story as ToldStory
from loftet.voices.models import Voice, VoiceQuestion
from tests.browser.story import HEIGHT, NARROW, Story, main_of, waiting_of
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, hire, small_partnership

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
TITLE = "Kva gjer vegen til skulen trygg?"
EMAIL = "ola@innbyggar.example"
FIGURE = "electricity_households"
EXPERIENCE = {
    "title": "Straumrekninga vart lesen av i lag",
    "outcome": "partly",
    "done": "Vi samla tretti husstandar ein kveld.",
    "effect": "Ti av dei bytte til vassboren varme.",
    "failed": "Dei som bruker mest, kom ikkje.",
    "contact": "Energirådgjevar Åse, 00 00 00 02",
    "indicator": FIGURE,
}


@pytest.fixture
def story(browser: Browser, site: str, axe: str) -> Iterator[Story]:
    told = Story(browser, site, axe)
    yield told
    told.end()


@pytest.fixture
def world(site: str) -> World:
    return small_partnership()


@pytest.fixture
def planner(world: World) -> User:
    user = hire("leiv@gol.example", world.gol, RoleKind.PLANNER)
    User.objects.filter(pk=user.pk).update(name="Leiv Plan")
    return user


@pytest.fixture
def director(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of the page's main part."""
    main = page.locator("main")
    found = main.get_by_role("button", name=name, exact=True)
    found.or_(main.get_by_role("link", name=name, exact=True)).first.click()
    page.wait_for_load_state()


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"form.report [name={name}]").fill(value)


def test_input_is_given_on_a_phone_read_gathered_answered_and_becomes_a_need(
    story: Story, world: World, planner: User, director: User
) -> None:
    question = a_question_is_asked(story, planner, director)
    phone = somebody_answers_on_a_phone(story, question)
    others_answer(story, question)
    all_of_it_is_read(story, planner)
    it_is_gathered_and_becomes_a_need(story, planner, question)
    the_answer_reaches_the_phone(story, planner, question, phone)


def a_question_is_asked(story: Story, planner: User, director: User) -> VoiceQuestion:
    page = story.somebody(director.email)
    story.go(page, "/medvirkning/hos/gol/svarer/")
    story.seen(page, "kven-svarar")
    page.locator("form.report [name=answerer]").select_option(label="Leiv Plan")
    page.locator("form.report button[type=submit]").last.click()
    page.wait_for_load_state()
    page = story.somebody(planner.email)
    story.go(page, "/medvirkning/hos/gol/nytt/")
    story.seen(page, "spoersmaal")
    fill(page, title=TITLE, text="Vi har pengar til to tiltak. Formannskapet vel.")
    fill(page, closes_on=(timezone.localdate() + timedelta(days=14)).isoformat())
    page.locator("form.report button[type=submit]").last.click()
    page.wait_for_load_state()
    story.seen(page, "kladden")
    press(page, "Opne spørsmålet")
    question = VoiceQuestion.objects.get()
    assert question.state == "open"
    return question


def somebody_answers_on_a_phone(story: Story, question: VoiceQuestion) -> Page:
    """Give input with an address, and confirm it by the link of the letter; return the phone."""
    phone = story.anybody("telefonen")
    phone.set_viewport_size({"width": NARROW, "height": HEIGHT})
    story.go(phone, "/medvirkning/")
    story.seen(phone, "medverknad")
    phone.set_viewport_size({"width": NARROW, "height": HEIGHT})
    press(phone, TITLE)
    press(phone, "Sei kva du meiner")
    phone.locator("summary", has_text="Namnet ditt").click()
    fill(phone, text="Meir lys ved brua. Ring meg på 99 88 77 66.", email=EMAIL)
    press(phone, "Send")
    assert "Sjå i e-posten din: Stadfest adressa der" in main_of(phone)
    story.seen(phone, "takk")
    (letter,) = [one for one in letters_sent() if one.to == [EMAIL]]
    link = re.search(r"/medvirkning/stadfest/\S+/", str(letter.body))
    assert link is not None
    assert "Meir lys" not in str(letter.body)
    own = phone.url.removeprefix(story.site)
    story.go(phone, link[0])
    story.seen(phone, "stadfest")
    press(phone, "Ja, det var meg")
    assert phone.url.removeprefix(story.site) == own
    assert Voice.objects.get().email == EMAIL
    return phone


def others_answer(story: Story, question: VoiceQuestion) -> None:
    """Let an employee, a class and four others give input; one of them advertises."""
    page = story.anybody("andre")
    texts = [
        *("Det trengst lys langs elva.", "Lyset ved skulen er øydelagt.", "Lys i undergangen!"),
        "Kjøp billege lykter hos oss i dag.",
    ]
    for text in texts:
        story.go(page, f"/medvirkning/{question.pk}/innspill/")
        fill(page, text=text)
        press(page, "Send")
    story.go(page, f"/medvirkning/{question.pk}/innspill/")
    page.locator("form.report [name=source]").select_option("employee")
    page.locator("form.report [name=copied]").check()
    fill(page, text="Vi som køyrer bussen, ser ikkje barna utan lys.")
    press(page, "Send")
    story.go(page, f"/medvirkning/{question.pk}/innspill/")
    page.locator("form.report [name=source]").select_option("class")
    fill(page, text="Vi vil ha lys og ein gangveg.")
    press(page, "Send")
    assert "Skriv kva klasse eller råd." in main_of(page)  # and what was written stands
    assert page.locator("form.report [name=text]").input_value() == "Vi vil ha lys og ein gangveg."
    fill(page, of_whom="4. trinn, Gol skule")
    press(page, "Send")
    assert Voice.objects.waiting().count() == 7
    story.go(page, f"/medvirkning/{question.pk}/")
    assert "Det trengst lys" not in main_of(page)


def all_of_it_is_read(story: Story, planner: User) -> None:
    """Publish six inputs from the queue, one with a number struck, and refuse one with a reason."""
    page = story.somebody(planner.email)
    story.go(page, "/min-side/")
    assert any("Les 7 innspel" in one for one in waiting_of(page))
    story.go(page, "/medvirkning/hos/gol/les/")
    story.seen(page, "koeen")
    press(page, "Les det første")
    story.seen(page, "les")
    for number in range(7):
        text = page.locator("form.report [name=text]")
        told = text.input_value()
        is_advertising = "billege" in told
        page.locator(
            f"form.report [name=decision][value={'refuse' if is_advertising else 'publish'}]"
        ).check()
        if is_advertising:
            page.locator("form.report [name=reason]").select_option("advertising")
        elif "99 88" in told:
            press(page, "Lagre valet")
            assert "99 88 77 66" in main_of(page)  # it must be struck first
            page.locator("form.report [name=text]").fill(told.replace("Ring meg på 99 88 77 66.", "[…]"))
        press(page, "Lagre valet")
        assert Voice.objects.waiting().count() == 6 - number
    shown = story.anybody("andre")
    story.go(shown, f"/medvirkning/{VoiceQuestion.objects.get().pk}/")
    story.seen(shown, "det-som-er-sagt")
    assert "Meir lys ved brua. […]" in main_of(shown)
    assert "99 88 77 66" not in shown.content()
    assert "billege" not in shown.content()


def it_is_gathered_and_becomes_a_need(story: Story, planner: User, question: VoiceQuestion) -> None:
    page = story.somebody(planner.email)
    story.go(page, f"/medvirkning/{question.pk}/samle/?ord=lys")
    story.seen(page, "samle")
    fill(page, name="Meir lys")
    press(page, "Samle dei")
    assert question.groups.get().voices.count() >= 5
    press(page, "Lag eit utkast til behov")
    story.seen(page, "behovet")
    need = Need.objects.get()
    assert (need.title, need.state) == ("Meir lys", "draft")
    assert "Det trengst lys langs elva." in need.problem
    assert "99 88" not in need.problem


def the_answer_reaches_the_phone(story: Story, planner: User, question: VoiceQuestion, phone: Page) -> None:
    page = story.somebody(planner.email)
    story.go(page, f"/medvirkning/{question.pk}/svar/")
    story.seen(page, "svar")
    page.locator("form.report [name=outcome][value=done]").check()
    fill(page, answer="Vi set opp tolv lykter i mars.", absent="Få under 16 år.")
    press(page, "Svar, og sei frå til dei som bad om det")
    send_due(timezone.now())
    letter = [one for one in letters_sent() if one.to == [EMAIL]][-1]
    assert "Vi set opp tolv lykter i mars." in str(letter.body)
    link = re.search(rf"/medvirkning/{question.pk}/", str(letter.body))
    assert link is not None
    story.go(phone, link[0])
    phone.set_viewport_size({"width": NARROW, "height": HEIGHT})
    told = main_of(phone)
    assert all(one in told for one in ("Dette skjedde", "tolv lykter", "Få under 16 år."))
    assert not Voice.objects.exclude(email="").exists()


def test_an_experience_is_found_from_a_figure_and_a_talk_is_booked(
    story: Story, world: World, planner: User
) -> None:
    writer = acting_as(hire("siri@al.example", world.al, RoleKind.BUSINESS_ADVISER))
    told = publish_experience(write_experience(world.al, EXPERIENCE, actor=writer), actor=writer)
    buyer = hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)
    adviser = acting_as(hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR))
    gol = cohort_with(world.gol, acting_as(buyer), world.council)
    joined(gol, acting_as(buyer))
    offer_times(gol.cohort, timezone.localdate() + timedelta(days=7), time(9), 1, 45, actor=adviser)
    visitor = story.anybody()
    story.go(visitor, f"/indikatorer/{FIGURE}/?sted=gol")
    press(visitor, told.title)
    story.seen(visitor, "erfaringa")
    assert "Dei som bruker mest, kom ikkje." in main_of(visitor)
    assert "00 00 00 02" not in visitor.content()
    page = story.somebody(buyer.email)
    story.go(page, told.get_absolute_url())
    assert "Energirådgjevar Åse, 00 00 00 02" in main_of(page)
    press(page, "Ting ein samtale med rådgivaren")
    page.locator("main .event-items a").first.click()
    page.wait_for_load_state()
    press(page, "Ting")
    assert Event.objects.get().kind == "guidance"


def test_a_course_is_taken_and_only_oneself_sees_it(story: Story, world: World) -> None:
    page = story.somebody(hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER).email)
    story.go(page, "/kurs/")
    story.seen(page, "kursa")
    press(page, "Skriv behovet, ikkje løysinga")
    story.seen(page, "kurset")
    for one in page.locator("fieldset").all():
        one.locator("input[type=radio]").first.check()
    press(page, "Sjå svara")
    assert "Kopipapir er kopipapir" in main_of(page)  # why the right answer is right
    press(page, "Eg har teke kurset")
    assert FinishedCourse.objects.get().course == "need-not-solution"
    other = story.anybody()
    story.go(other, "/kurs/")
    assert "Du tok" not in main_of(other)


def test_a_story_is_approved_and_shared_with_its_picture(story: Story, planner: User, director: User) -> None:
    page = story.somebody(planner.email)
    story.go(page, "/organisasjoner/gol/fatt-til/ny/")
    story.seen(page, "ny-historie")
    for one in page.locator("form.report summary").all():
        one.click()
    fill(page, **TOLD)
    press(page, "Lagre utkastet")
    press(page, "Legg til eit bilete")
    story.seen(page, "biletet")
    file = {"name": "vekt.png", "mimeType": "image/png", "buffer": png_of(DRAWING)}
    page.locator("form.report [name=file]").set_input_files(file)  # type: ignore[arg-type]
    fill(page, alt=SAID["alt"], credit=SAID["credit"])
    page.locator("form.report [name=licence]").select_option(SAID["licence"])
    page.locator("form.report [name=people]").select_option(SAID["people"])
    press(page, "Lagre biletet")
    press(page, "Be om godkjenning")
    told = ToldStory.objects.get()
    assert told.state == "offered"
    visitor = story.anybody()
    visitor.goto(story.site + told.get_absolute_url())
    assert "/logg-inn/" in visitor.url  # as for what is not there
    page = story.somebody(director.email)
    story.go(page, told.get_absolute_url())
    story.seen(page, "godkjenn")
    press(page, "Godkjenn og vis for alle")
    told.refresh_from_db()
    assert told.state == "published"
    story.go(visitor, told.get_absolute_url())
    story.seen(visitor, "historia")
    assert visitor.locator(".story-picture img").get_attribute("alt") == SAID["alt"]
    shared = visitor.locator('meta[property="og:image"]').get_attribute("content")
    assert shared is not None
    picture = visitor.request.get(shared.replace("http://localhost:8000", story.site))
    assert (picture.status, picture.headers["content-type"]) == (200, "image/png")
    press(visitor, "For skuleklassen")
    story.seen(visitor, "klassen")
    assert TOLD["class_question"] in main_of(visitor)
