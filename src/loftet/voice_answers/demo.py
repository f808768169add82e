"""The questions of Fossvang to its inhabitants, made up: read from `catalogue/demo_programme/voices.toml`."""

from collections.abc import Mapping
from typing import Any

from loftet.challenges.models import Challenge
from loftet.core.demo import Demo
from loftet.people.demo import then
from loftet.people.models import Organisation, User
from loftet.projects.models import Project
from loftet.voice_answers.actions import answer_group, answer_question, gather_voices, publish_voice
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.actions.questions import open_question, set_up_voices, write_question
from loftet.voices.models import VoiceQuestion

FILE = "voices.toml"
TEXTS = ("title", "text", "decided")
Told = Mapping[str, Any]


def tell_of_voices(demo: Demo) -> None:
    """Create who answers, the questions with their input, and the answers.

    Raises:
        InvalidInput: with the question that cannot be told.
    """
    record = demo.record(FILE)
    for told in record["setting"]:
        organisation = Organisation.objects.get(slug=told["organisation"])
        written = {"answerer": User.objects.get(email=told["answerer"]), "days": told["days"]}
        then(demo, told["by"], demo.day(told["day"]), set_up_voices, organisation, written, 0)
    for told in record["question"]:
        with demo.telling(FILE, f"the question «{told.get('title')}»"):
            _question(demo, told)


def _question(demo: Demo, told: Told) -> None:
    by, day = told["by"], demo.day(told["day"])
    organisation = Organisation.objects.get(slug=told["organisation"])
    written = {name: told[name] for name in TEXTS if name in told}
    written |= {"opens_on": day, "closes_on": demo.day(told["closes_on"])}
    if key := told.get("challenge"):
        written["challenge"] = Challenge.objects.standing().get(region__made_up=True, key=key)
    if title := told.get("project"):
        written["project"] = Project.objects.get(title=title)
    question = then(demo, by, day, write_question, organisation, written)
    question = then(demo, by, day, open_question, question)
    for one in told["voice"]:
        _voice(demo, one, question, by)
    for one in told.get("group", ()):
        _group(demo, one, question, by)
    if one := told.get("answer"):
        question.refresh_from_db()
        written = {name: one[name] for name in ("outcome", "answer", "absent")}
        then(demo, one["by"], demo.day(one["day"]), answer_question, question, written)


def _voice(demo: Demo, told: Told, question: VoiceQuestion, by: str) -> None:
    """Create some input; without `waits` it has been read and published."""
    day = demo.day(told["day"])
    written = {name: told[name] for name in ("text", "source", "of_whom", "name") if name in told}
    voice = then(demo, by, day, give_voice, question, Given(written, language=told.get("language", "nn")))
    if not told.get("waits"):
        then(demo, by, day, publish_voice, voice, voice.text)


def _group(demo: Demo, told: Told, question: VoiceQuestion, by: str) -> None:
    """Group the input that begins with some words, and answer it where there is an answer."""
    day = demo.day(told["day"])
    texts = dict(question.voices.published().values_list("pk", "text"))
    keys = [key for key, text in texts.items() if text.startswith(tuple(told["begins"]))]
    group = then(demo, by, day, gather_voices, question, told["name"], keys)
    if answer := told.get("answer"):
        then(demo, by, day, answer_group, group, {"outcome": told["outcome"], "answer": answer})
