"""The same for all: public questions and answers, what was handed over, the summary, the information log."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from loftet.core.registry import Task, tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.dialogues.actions import answer_question, ask_question, hand_over, open_summary
from loftet.dialogues.models import Question
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.meetings.models import Event
from loftet.people.permissions import Actor
from loftet.pools.models import Pool
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def question(event: Event, people: People) -> Question:
    return ask_question(event, {"text": "Kor djupt ligg røyra?"}, actor=acting_as(people.firm))


@pytest.fixture
def held(event: Event) -> Event:
    """Return the conference the day after."""
    Event.objects.update(day=in_days(-1), closes=in_days(-8))
    event.refresh_from_db()
    return event


def waiting(actor: Actor) -> list[Task]:
    return [one for one in tasks_for(actor) if "Lekkasjar: møt kommunane" in str(one.what)]


def test_everybody_reads_question_and_answer_and_nobody_who_asked(
    people: People, event: Event, question: Question, writer: Actor
) -> None:
    answer_question(question, {"answer": "To meter."}, actor=writer)
    for user in (None, people.firm, people.neighbour):
        page = browser_of(user).get(f"{event.get_absolute_url()}likt-for-alle/").content.decode()
        assert ("Kor djupt ligg røyra?" in page, "To meter." in page) == (True, True)
        assert "Varme AS" not in page.partition("<main")[2]
        assert "sigrid@varme.example" not in page or user == people.firm


def test_an_entry_of_the_log_does_not_tell_for_whom_a_question_was_asked(question: Question) -> None:
    entry = Entry.objects.get(action="question.asked")
    assert (entry.acting_for, entry.scope, entry.details) == ("", "gol", {})


def test_asking_is_refused_with_the_reason(world: World, people: People, event: Event) -> None:
    firm = acting_as(people.firm)
    with pytest.raises(InvalidInput, match="plain text"):
        ask_question(event, {"text": "<script>x</script>"}, actor=firm)
    Question.objects.bulk_create(
        Question(event=event, text="x", asked=firm.now, asked_by=firm.person) for _each in range(20)
    )
    with pytest.raises(NotAllowed, match="Twenty questions"):
        ask_question(event, {"text": "Ein til?"}, actor=firm)
    with pytest.raises(NotAllowed, match="organiser of the meeting"):
        answer_question(event.questions.all()[0], {"answer": "Svar"}, actor=firm)
    Event.objects.update(kind="webinar")
    event.refresh_from_db()
    with pytest.raises(NotAllowed, match="Only a dialogue with firms"):
        ask_question(event, {"text": "x"}, actor=acting_as(people.neighbour))


def test_the_dialogue_is_closed_when_the_purchase_is_announced(
    world: World, people: People, event: Event, question: Question, writer: Actor
) -> None:
    now, council = timezone.now(), world.council.place
    assert council is not None
    terms = {"title": "Røyr", "unit": "km", "joins_until": in_days(3), "written": now, "opened": now}
    pool = Pool.objects.create(
        lead=world.gol, region=council, written_by=writer.person, state="open", **terms
    )
    event.pools.add(pool)
    ask_question(event, {"text": "Før?"}, actor=acting_as(people.firm))
    Pool.objects.update(state="frozen", frozen=now)
    for refused in (
        lambda: ask_question(event, {"text": "Etter?"}, actor=acting_as(people.firm)),
        lambda: answer_question(question, {"answer": "Svar"}, actor=writer),
        lambda: hand_over(event, {"what": "Kart", "link": "https://x.no"}, actor=writer),
    ):
        with pytest.raises(NotAllowed, match="the dialogue is closed"):
            refused()


def test_what_is_handed_over_has_an_address_that_is_open_to_all(event: Event, writer: Actor) -> None:
    with pytest.raises(InvalidInput):
        hand_over(event, {"what": "Kart", "link": "javascript:alert(1)"}, actor=writer)
    row = hand_over(event, {"what": "Kart", "link": "https://gol.example/kart"}, actor=writer)
    assert (row.when, list(event.handed_over.all())) == (writer.now, [row])


def test_the_summary_is_asked_for_within_three_weeks_and_its_versions_stay(
    people: People, held: Event, writer: Actor
) -> None:
    (task,) = waiting(writer)
    assert (str(task.what), task.due) == (
        "Open the summary of «Lekkasjar: møt kommunane»", in_days(20),
    )  # fmt: skip
    open_summary(held, {"text": "Fyrste."}, 0, actor=writer)
    assert waiting(writer) == []
    with pytest.raises(ChangedMeanwhile):
        open_summary(held, {"text": "Samstundes."}, 0, actor=writer)
    open_summary(held, {"text": "Andre."}, 1, actor=writer)
    assert [(one.number, one.text) for one in held.summaries.all()] == [(2, "Andre."), (1, "Fyrste.")]
    page = browser_of(None).get(f"{held.get_absolute_url()}likt-for-alle/").content.decode()
    assert page.index("Andre.") < page.index("Fyrste.")
    assert "No question is answered yet" not in page
    assert "<h1>Den opne oppsummeringa</h1>" in page


def test_before_the_day_there_is_no_summary(event: Event, writer: Actor) -> None:
    with pytest.raises(NotAllowed, match="has not been yet"):
        open_summary(event, {"text": "For tidleg."}, 0, actor=writer)


def test_a_question_waits_for_the_organiser(event: Event, question: Question, writer: Actor) -> None:
    (task,) = waiting(writer)
    assert str(task.what) == "Answer 1 question about «Lekkasjar: møt kommunane»"


def test_the_information_log_is_one_document_without_what_only_the_organiser_knows(
    world: World, people: People, event: Event, question: Question, register: Register, writer: Actor
) -> None:
    register(world.firm, people.firm, "Sigrid", know="Nøtteallergi")
    answer_question(question, {"answer": "To meter."}, actor=writer)
    hand_over(event, {"what": "Kart", "link": "https://gol.example/kart"}, actor=writer)
    Event.objects.update(day=in_days(-1), closes=in_days(-8))
    event.refresh_from_db()
    open_summary(event, {"text": "Dei fleste kan."}, 0, actor=writer)
    address = f"{event.get_absolute_url()}informasjonslogg/?lang=nb"
    answer = browser_of(people.colleague).post(address, {"journalled": "yes"})
    assert answer.status_code == 200
    files = ZipFile(BytesIO(answer.content))
    page = files.read(f"informasjonslogg-{event.pk}/informasjonslogg-{event.pk}.html").decode()
    data = json.loads(files.read(f"informasjonslogg-{event.pk}/informasjonslogg-{event.pk}.json"))
    for text in (
        "Varme AS: Sigrid",
        "Kor djupt ligg røyra?",
        "To meter.",
        "gol.example/kart",
        "Dei fleste kan.",
    ):
        assert text in page, text
    assert "Nøtteallergi" not in page + json.dumps(data)
    for user in (people.firm, people.neighbour, people.politician):
        assert browser_of(user).post(address, {"journalled": "yes"}).status_code == 403
