"""Input needs no account; what nobody has confirmed or read goes nowhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.models import RoleKind, ThrottleEvent, User
from loftet.people.permissions import Actor
from loftet.people.personal_data import forget_personal_data, tables_of
from loftet.voice_answers.actions import (
    answer_group,
    answer_question,
    gather_voices,
    publish_voice,
    refuse_voice,
)
from loftet.voice_answers.becoming import make_of_group
from loftet.voices import rules
from loftet.voices.actions.giving import Given, TooMuchInput, confirm_address, erase_voice, give_voice
from loftet.voices.models import AddressCheck, Voice, VoiceQuestion
from loftet.voices.signed import confirm_word, own_word
from tests.letters import letters_sent
from tests.people.partnership import World, browser_of, hire
from tests.voices.conftest import Give, nobody

pytestmark = pytest.mark.both_databases
EMAIL = "ola@example.no"


def given(
    question: VoiceQuestion, text: str = "Lys", email: str = "", client: str = "", **written: object
) -> Voice:
    return give_voice(question, Given({"text": text, **written}, email, "nn", client), actor=nobody())


def test_a_text_alone_is_enough_and_nothing_else_is_kept(question: VoiceQuestion) -> None:
    browser = Client()
    answer = browser.post(f"/medvirkning/{question.pk}/innspill/", {"text": "Meir lys.", "source": "own"})
    voice = Voice.objects.get()
    assert answer.headers["Location"] == f"/medvirkning/mitt/{own_word(voice.pk)}/"
    kept = Voice.objects.values("text", "name", "of_whom", "email", "copied", "state", "source").get()
    assert kept == {
        "text": "Meir lys.",
        "name": "",
        "of_whom": "",
        "email": "",
        "copied": False,
        "state": "waiting",
        "source": "own",
    }
    assert "Meir lys." in browser.get(answer.headers["Location"]).content.decode()


def test_a_class_has_its_name_and_no_pupils(question: VoiceQuestion, english: None) -> None:
    voice = given(question, source="class", of_whom="4. trinn, Gol skule", name="Kari")
    assert (voice.of_whom, voice.name) == ("4. trinn, Gol skule", "")
    with pytest.raises(InvalidInput, match="Write which class or council"):
        given(question, source="council")


def test_an_employee_has_neither_name_nor_workplace(question: VoiceQuestion) -> None:
    voice = given(question, source="employee", name="Per", of_whom="Heimetenesta i Herad", copied=True)
    assert (voice.name, voice.of_whom, voice.copied) == ("", "", True)


def test_employee_representatives_hear_of_it_when_it_is_published(
    question: VoiceQuestion, world: World, asker: Actor
) -> None:
    representative = hire("tillit@gol.example", world.gol, RoleKind.EMPLOYEE_REPRESENTATIVE)
    voice = given(question, source="employee", copied=True)
    assert not representative.notices.exists()
    publish_voice(voice, voice.text, actor=asker)
    assert list(representative.notices.values_list("kind", "address")) == [
        ("voices.copied", f"/medvirkning/{question.pk}/")
    ]


def test_paper_is_typed_in_by_those_of_the_municipality(question: VoiceQuestion, asker: Actor) -> None:
    with pytest.raises(InvalidInput):
        given(question, source="paper")
    typed = give_voice(question, Given({"text": "Lys", "source": "paper"}), actor=asker)
    assert typed.source == "paper"


def test_an_address_is_kept_only_when_its_owner_confirms_it(question: VoiceQuestion) -> None:
    voice = given(question, "Hemmeleg meining", EMAIL)
    assert voice.email == ""
    (letter,) = letters_sent()
    assert letter.to == [EMAIL]
    assert "Hemmeleg meining" not in str(letter.body)
    word = confirm_word(AddressCheck.objects.get().pk)
    assert f"/medvirkning/stadfest/{word.split(':')[0]}" in str(letter.body)
    browser = Client()
    assert browser.get(f"/medvirkning/stadfest/{word}/").status_code == 200
    voice.refresh_from_db()
    assert voice.email == ""  # a program that follows links has confirmed nothing
    assert browser.post(f"/medvirkning/stadfest/{word}/").status_code == 302
    voice.refresh_from_db()
    assert (voice.email, AddressCheck.objects.count()) == (EMAIL, 0)
    browser.force_login(User.objects.create_user("gjest@example.no"))
    assert browser.post(f"/medvirkning/stadfest/{word}/").status_code == 403  # it was used


def test_an_address_that_is_confirmed_does_not_disturb_the_one_who_reads(
    question: VoiceQuestion, asker: Actor
) -> None:
    voice = given(question, "Lys", EMAIL)
    confirm_address(AddressCheck.objects.get())
    publish_voice(voice, "Lys", actor=asker)  # as it was read before
    assert Voice.objects.values_list("state", "email").get() == ("published", EMAIL)


def test_an_address_of_erased_input_is_refused_like_a_used_link(question: VoiceQuestion) -> None:
    voice = given(question, email=EMAIL)
    check = AddressCheck.objects.get()
    erase_voice(voice)
    with pytest.raises(NotAllowed) as refused:
        confirm_address(check)
    assert refused.value.denied == rules.RUN_OUT


def test_who_confirms_an_address_late_gets_the_answers_that_are_given(
    question: VoiceQuestion, asker: Actor
) -> None:
    voice = publish_voice(given(question, "Lys", EMAIL), "Lys", actor=asker)
    group = gather_voices(question, "Lys på vegen", [voice.pk], actor=asker)
    answer_group(group, {"outcome": "not", "answer": "Vegen er fylkets."}, actor=asker)
    question.refresh_from_db()
    answered = {"outcome": "done", "answer": "Lysa kjem i mai.", "absent": "Ingen under 15."}
    answer_question(question, answered, actor=asker)
    letters_sent().clear()
    confirm_address(AddressCheck.objects.get())
    assert [one.subject for one in letters_sent()] == [
        "Svar: Lys på vegen",
        f"Svar: {question.title}",
    ]
    assert Voice.objects.get().email == ""


def test_who_erases_is_told_that_the_text_may_be_quoted(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    voice = give("Meir lys.")
    address = f"/medvirkning/mitt/{own_word(voice.pk)}/slett/"
    words = "Kommunen har laga noko av dette innspelet, og orda dine kan vere siterte der."
    assert words not in Client().get(f"{address}?lang=nn").content.decode()
    group = gather_voices(question, "Lys på vegen", [voice.pk], actor=asker)
    made = make_of_group(group, "behov", actor=asker).made
    shown = Client().get(f"{address}?lang=nn").content.decode()
    assert (words in shown, made.get_absolute_url() in shown) == (True, False)  # a draft is for Gol alone
    own = browser_of(asker.person).get(f"{address}?lang=nn").content.decode()
    assert f'<a class="ds-link" href="{made.get_absolute_url()}">Lys på vegen</a>' in own


def test_an_address_that_nobody_confirms_is_gone_after_a_day(question: VoiceQuestion) -> None:
    given(question, email=EMAIL)
    forget_personal_data(timezone.now() + timedelta(days=1, minutes=1))
    assert (AddressCheck.objects.count(), Voice.objects.count()) == (0, 1)


def test_the_address_of_another_gets_two_letters_an_hour_at_most(question: VoiceQuestion) -> None:
    for number in range(4):
        given(question, f"Lys {number}", EMAIL)
    assert (len(letters_sent()), AddressCheck.objects.count()) == (2, 2)


def test_one_word_cannot_stand_for_another(question: VoiceQuestion) -> None:
    voice = given(question, email=EMAIL)
    browser = Client()
    word = confirm_word(AddressCheck.objects.get().pk)
    addresses = [f"/medvirkning/mitt/{word}/", f"/medvirkning/stadfest/{own_word(voice.pk)}/"]
    browser.force_login(User.objects.create_user("gjest@example.no"))
    assert [browser.get(one).status_code for one in addresses] == [403, 403]


def test_what_was_sent_is_taken_home_and_erased_by_its_link(question: VoiceQuestion, give: Give) -> None:
    voice, browser = give("Meir lys.", name="Ola"), Client()
    address = f"/medvirkning/mitt/{own_word(voice.pk)}/"
    kept = browser.get(f"{address}innspill.json").json()
    assert (kept["text"], kept["name"], kept["state"]) == ("Meir lys.", "Ola", "published")
    assert browser.get(f"{address}slett/").status_code == 200
    assert browser.post(f"{address}slett/").status_code == 302
    assert not Voice.objects.exists()
    shown = browser.get(f"/medvirkning/{question.pk}/")
    assert "Meir lys." not in shown.content.decode()
    assert shown.headers["Cache-Control"] == "private"  # no kept page shows it longer


def test_the_pages_of_a_link_are_for_no_cache_and_no_search_engine(give: Give) -> None:
    answer = Client().get(f"/medvirkning/mitt/{own_word(give().pk)}/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_person_with_the_address_finds_the_input_among_their_own_data(question: VoiceQuestion) -> None:
    user = User.objects.create_user(EMAIL)
    given(question, "Lys", EMAIL)
    confirm_address(AddressCheck.objects.get())
    assert [one["text"] for one in tables_of(user)["voices_given"]] == ["Lys"]


def test_refused_input_goes_after_thirty_days_and_names_after_a_year(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    refuse_voice(given(question), "hate", actor=asker)
    give("Fortau", name="Ola")
    forget_personal_data(timezone.now() + timedelta(days=31))
    assert list(Voice.objects.values_list("text", "name")) == [("Fortau", "Ola")]
    forget_personal_data(timezone.now() + timedelta(days=366))
    assert list(Voice.objects.values_list("text", "name")) == [("Fortau", "")]


def test_what_nobody_has_read_goes_after_a_year(question: VoiceQuestion) -> None:
    given(question)
    forget_personal_data(timezone.now() + timedelta(days=364))
    assert Voice.objects.count() == 1
    forget_personal_data(timezone.now() + timedelta(days=366))
    assert Voice.objects.count() == 0


def test_an_address_of_refused_input_is_forgotten_though_the_answer_waits(
    question: VoiceQuestion, asker: Actor
) -> None:
    refuse_voice(given(question, "Naboen", EMAIL), "persons", actor=asker)
    waits = {"outcome": "waits", "answer": "Fylket svarar i mai.", "absent": "Ingen under 15."}
    question.refresh_from_db()
    answer_question(question, waits, actor=asker)
    confirm_address(AddressCheck.objects.get())
    assert letters_sent()[-1].to == [EMAIL]
    assert Voice.objects.get().email == ""


# --- misuse -----------------------------------------------------------------------------------------


def test_a_flood_from_one_place_is_stopped_and_what_was_written_stays(
    question: VoiceQuestion, monkeypatch: pytest.MonkeyPatch, english: None
) -> None:
    monkeypatch.setattr(rules, "MOST_FROM_ONE", 2)
    browser, address = Client(), f"/medvirkning/{question.pk}/innspill/"
    sent = [browser.post(address, {"text": f"Lys {number}", "source": "own"}) for number in range(3)]
    assert [one.status_code for one in sent] == [302, 302, 429]
    assert "Lys 2" in sent[-1].content.decode()
    assert Voice.objects.count() == 2


@pytest.mark.parametrize("limit", ["MOST_TO_ONE", "MOST_FROM_ALL", "MOST_WAITING"])
def test_a_flood_from_everywhere_is_stopped(
    question: VoiceQuestion, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(rules, limit, 2)
    for number in range(2):
        given(question, client=f"client {number}")
    with pytest.raises(TooMuchInput):
        given(question, client="another")


def test_a_flood_to_one_municipality_does_not_stop_another(
    question: VoiceQuestion, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_TO_ONE", 2)
    for number in range(2):
        given(question, client=f"client {number}")
    VoiceQuestion.objects.filter(pk=question.pk).update(organisation=world.al)
    Voice.objects.update(question=question)
    other = VoiceQuestion.objects.get(pk=question.pk)
    other.pk, other.organisation = None, world.gol
    other.save(force_insert=True)
    assert given(other, client="another").question == other


def test_those_who_type_in_paper_are_not_limited_by_where_they_are(
    question: VoiceQuestion, asker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FROM_ONE", 1)
    for number in range(3):
        told = Given({"text": f"Lys {number}", "source": "paper"}, client="library")
        give_voice(question, told, actor=asker)
    assert given(question, client="library").pk
    with pytest.raises(TooMuchInput):
        given(question, client="library")


def test_where_input_comes_from_cannot_be_joined_to_it(question: VoiceQuestion) -> None:
    given(question, client="client")
    when = ThrottleEvent.objects.get().when
    assert (when.second, when.microsecond) == (0, 0)


def test_a_machine_that_fills_in_all_fields_is_thanked_and_not_kept(question: VoiceQuestion) -> None:
    sent = {"text": "Kjøp!", "source": "own", "homepage": "https://example.com"}
    assert Client().post(f"/medvirkning/{question.pk}/innspill/", sent).status_code == 302
    assert not Voice.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "Kjøp på www.ein.com og www.to.com og https://tre.example",
        "\u200b\u202e\u2066",
        "   \n ",
        "!!!",
        "x" * 2001,
    ],
)
def test_code_link_farms_and_empty_texts_are_refused(question: VoiceQuestion, text: str) -> None:
    answer = Client().post(f"/medvirkning/{question.pk}/innspill/", {"text": text, "source": "own"})
    assert (answer.status_code, Voice.objects.count()) == (422, 0)


def test_hidden_signs_are_removed(question: VoiceQuestion) -> None:
    hidden = "Meir\u200b l\u202eys\u0336\u0336\u0336\u0336\u0336\u0336 \ufeffher"
    assert given(question, hidden).text == "Meir lys\u0336\u0336\u0336 her"


def test_links_in_published_input_are_not_live(question: VoiceQuestion, give: Give) -> None:
    give("Sjå www.example.no")
    page = Client().get(f"/medvirkning/{question.pk}/").content.decode()
    assert "Sjå www.example.no" in page
    assert re.findall(r"<a [^>]*example\.no", page) == []


def test_nothing_comes_in_once_a_question_is_closed(question: VoiceQuestion) -> None:
    VoiceQuestion.objects.filter(pk=question.pk).update(state="closed")
    with pytest.raises(NotAllowed):
        given(question)
    page = Client().get(f"/medvirkning/{question.pk}/innspill/?lang=nn").content.decode()
    assert "tek ikkje imot innspel no" in page
    assert "<textarea" not in page


def test_erasing_twice_is_no_fault(give: Give) -> None:
    voice = give()
    erase_voice(voice)
    erase_voice(voice)
    assert not Voice.objects.exists()


def test_who_is_signed_in_is_not_kept_with_own_input(question: VoiceQuestion, planner: User) -> None:
    browser = browser_of(planner)
    logged = Entry.objects.count()
    answer = browser.post(f"/medvirkning/{question.pk}/innspill/", {"text": "Lys", "source": "own"})
    assert (answer.status_code, Entry.objects.count()) == (302, logged)
    kept = [*Voice.objects.values().get().values(), *ThrottleEvent.objects.filter(kind="voice").values()]
    told = " ".join(str(one) for one in kept)
    assert (planner.email in told, planner.name in told) == (False, False)
    fields = {one.name for one in Voice._meta.get_fields() if one.is_relation}
    assert fields == {"question", "group", "check_of_address"}
