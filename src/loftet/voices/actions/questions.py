"""Actions on questions: who answers is named; a question is written, opened and closed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.versions import row_or_new, save_next_version
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.people.models import Organisation, Role
from loftet.voices.models import VoiceQuestion, VoiceSetting
from loftet.voices.rules import STATES, may_ask, may_change, may_set_up


@action("voices.set_up", rule=may_set_up, creates=True, locks_parent=True)
def set_up_voices(
    organisation: Organisation, written: Mapping[str, Any], version: int, *, actor: Actor
) -> VoiceSetting:
    """Save who answers what a municipality is told, and within how many days; `version` is 0 for the first.

    Raises:
        ChangedMeanwhile: when somebody else has set it since `version` was read.
        InvalidInput: when the person has no role there, or a value is refused.
    """
    held = Role.objects.on(actor.today).filter(organisation=organisation, delegation=None)
    if not held.filter(user=written["answerer"]).exists():
        raise InvalidInput.because(_("Name somebody who has a role in the municipality."), field="answerer")
    return save_next_version(row_or_new(VoiceSetting, organisation=organisation), version, written)


@action("voices.written", rule=may_ask, creates=True)
def write_question(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> VoiceQuestion:
    """Create the draft of a question.

    Raises:
        InvalidInput: when a value is refused.
    """
    question = VoiceQuestion(organisation=organisation, written=actor.now, written_by=actor.person)
    set_values(question, written)
    question.save()
    return question


@action("voices.changed", rule=may_change)
def change_question(question: VoiceQuestion, written: Mapping[str, Any], *, actor: Actor) -> VoiceQuestion:
    """Change a draft.

    Raises:
        InvalidInput: when a value is refused.
    """
    set_values(question, written)
    return question


@action("voices.opened", rule=STATES.rule_of("open"))
def open_question(question: VoiceQuestion, *, actor: Actor) -> VoiceQuestion:
    """Open a question to all, and promise the day of the answer."""
    STATES.take("open", question)
    question.opens_on = max(question.opens_on, actor.today)
    days = VoiceSetting.objects.get(organisation=question.organisation).days
    question.answer_by = question.closes_on + timedelta(days=days)
    return question


@action("voices.closed", rule=STATES.rule_of("close"))
def close_question(question: VoiceQuestion, *, actor: Actor) -> VoiceQuestion:
    """Close a question before its last day; the answer that was promised stands."""
    STATES.take("close", question)
    question.end_on(actor.today)
    return question
