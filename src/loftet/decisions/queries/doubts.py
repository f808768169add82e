"""Doubts about how a matter is treated: told, never forbidden, for people there may know better."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import ADOPTS, DECIDES, Motion, Outcome, Treatment, TreatmentKind
from loftet.decisions.queries.standing import day_in_words, who

SUPPORTS = ADOPTS | {Outcome.ENDORSED}


def doubts_of(treatment: Treatment, all_of_them: Sequence[Treatment], today: date) -> tuple[str, ...]:
    """Return what does not fit in one treatment, seen beside the others of its matter."""
    return (*_of_plan(treatment, today), *_of_order(treatment, all_of_them), *_of_votes(treatment))


def _of_plan(one: Treatment, today: date) -> Iterator[str]:
    meeting = one.meeting
    if meeting is None or one.outcome or meeting.cancelled is not None or meeting.day < today:
        return
    deadline = deadline_of(meeting)
    if timezone.localdate(one.recorded) > deadline:
        words = {"deadline": day_in_words(deadline), "who": who(one)}
        yield _("It was planned after the last day for papers to %(who)s, %(deadline)s.") % words


def _of_order(one: Treatment, all_of_them: Sequence[Treatment]) -> Iterator[str]:
    if one.kind != TreatmentKind.HEARING:
        return
    heard = one.when
    decisions = [other for other in all_of_them if other.kind == TreatmentKind.DECISION and other.when]
    for other in decisions:
        if heard is not None and (decided := other.when) is not None and heard > decided:
            words = {"hears": who(one), "decides": who(other)}
            yield _("%(hears)s is heard after %(decides)s decides.") % words
            return


def _of_votes(one: Treatment) -> Iterator[str]:
    motions = list(one.motions.all())
    if one.body_id and one.outcome == Outcome.AMENDED and not any(motion.adopted for motion in motions):
        yield _("It was adopted with changes, but no motion is marked as adopted.")
    if one.votes_for is not None and one.votes_against is not None:
        if one.outcome in SUPPORTS and one.votes_for < one.votes_against:
            yield _("It was adopted with fewer votes for than against.")
        if one.outcome == Outcome.REJECTED and one.votes_for > one.votes_against:
            yield _("It was rejected with more votes for than against.")
    yield from _of_motions(motions)
    if len({total for total in _totals(one, motions) if total}) > 1:
        yield _("The votes do not add up to the same number each time.")
    if one.outcome in DECIDES and one.outcome != Outcome.AMENDED and any(each.adopted for each in motions):
        yield _("A motion is marked as adopted, but the outcome does not say that anything was changed.")


def _of_motions(motions: Sequence[Motion]) -> Iterator[str]:
    for motion in motions:
        if motion.votes_for is None or motion.votes_against is None:
            continue
        if motion.adopted and motion.votes_for < motion.votes_against:
            yield _("The motion of %(mover)s was adopted with fewer votes for than against.") % {
                "mover": motion.moved_by
            }
        if not motion.adopted and motion.votes_for > motion.votes_against:
            yield _("The motion of %(mover)s was not adopted, with more votes for than against.") % {
                "mover": motion.moved_by
            }


def _totals(one: Treatment, motions: Sequence[Motion]) -> Iterator[int]:
    counted: list[Treatment | Motion] = [one, *motions]
    for votes in counted:
        if votes.votes_for is not None and votes.votes_against is not None:
            yield votes.votes_for + votes.votes_against
