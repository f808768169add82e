"""The one line that voices give the one who answers: input to read, and questions to answer."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import OrganisationKind, Role, RoleKind
from loftet.voices.models import State, Voice, VoiceQuestion, VoiceSetting

READ_WITHIN = timedelta(days=7)
LINE = "voices"


def voice_tasks(actor: Actor) -> TaskReads:
    """Return one line for the person who answers; for top management where that person has left."""
    roles = [one for one in actor.permissions.roles if not one.by_delegation]
    own = [one for one in roles if one.organisation_kind == OrganisationKind.MUNICIPALITY]
    if not own:
        return ()
    managed = [one.organisation for one in own if one.kind == RoleKind.TOP_MANAGEMENT]
    held = Role.objects.on(actor.today).filter(
        user=OuterRef("answerer"),
        user__is_active=True,
        organisation=OuterRef("organisation"),
        delegation=None,
    )
    named = VoiceSetting.objects.filter(organisation__in=[one.organisation for one in own])
    named = named.filter(Q(answerer=actor.user) | Q(organisation__in=managed) & ~Exists(held))
    answers = named.values("organisation")
    waiting = Voice.objects.waiting().filter(question__organisation__in=answers).order_by()
    named_by = {"slug": F("question__organisation__slug"), "who": F("question__organisation__name")}
    ended = Q(state=State.CLOSED) | Q(state=State.OPEN, closes_on__lt=actor.today)
    questions = VoiceQuestion.objects.filter(ended, organisation__in=answers).select_related("organisation")
    numbers = {"number": Count("pk"), "first": Min("received")}
    counted = waiting.values(**named_by).annotate(**numbers).order_by("question__organisation__slug")
    found, unanswered = yield [counted, questions.order_by("answer_by", "pk")]
    return [*_to_read(found), *_to_answer(unanswered)]


def _to_read(found: Sequence[dict[str, object]]) -> list[Task]:
    tasks = []
    for one in found:
        words = ngettext("Read %(count)d input", "Read %(count)d inputs", one["number"])  # type: ignore[arg-type]
        due = timezone.localdate(one["first"]) + READ_WITHIN  # type: ignore[arg-type]
        address = reverse("voices_queue", args=[one["slug"]])
        reason = _("Nobody else sees it before that.")
        what = words % {"count": one["number"]}
        tasks.append(Task(what, address, str(one["who"]), reason, due, question=LINE))
    return tasks


def _to_answer(questions: Sequence[VoiceQuestion]) -> list[Task]:
    return [
        Task(
            _("Answer inhabitants: %(title)s") % {"title": one.title},
            reverse("voices_answer", args=[one.pk]),
            one.organisation.name,
            _("You have promised an answer by that day."),
            one.answer_by,
            question=LINE,
        )
        for one in questions
    ]
