"""Matches are found: what has changed since it was read is read again, and compared with the other side.

A pair is scored when the later of its two texts is read; what others write moves nobody, so no other pair is
touched. The worker looks each minute. What takes long, reading by the language model, is cut into batches.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import Error
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from loftet.background.work import FAILED_AGAIN_AFTER, ask_for, not_now
from loftet.core.errors import kind_of, place_of
from loftet.invalid_input import InvalidInput
from loftet.matches.models import Band, Match, ReadText
from loftet.matches.tags import shared_cpv, shared_targets
from loftet.matches.texts import conditions, need_as_read, solution_as_read
from loftet.matches.vectors import pack, unpack
from loftet.methods import matching
from loftet.methods.match_meaning import TextVectors, encode
from loftet.methods.match_text import prepare
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.people.models import Disqualification
from loftet.solutions.models import Solution
from loftet.solutions.rules import shown
from loftet.sources.encoder import installed_encoder, installed_model
from loftet.sources.match_knowledge import load_knowledge
from loftet.text_files.languages import LANGUAGES

LOG = logging.getLogger(__name__)
WORK, ALL = "matches", 0
BATCH = 100  # texts that are read in one piece of work
MOST_KEPT = 50  # matches of a text
STORED_AT_ONCE = 200
Row = Need | Solution


@cache
def knowledge() -> matching.Knowledge:
    """Return what matching knows; the language model is loaded where it is installed."""
    return load_knowledge(settings.CATALOGUE, installed_encoder())


def has_model() -> bool:
    """Check whether texts are compared by their meaning, too; pages say so where they are not."""
    return installed_model() != ""


def needs_to_match(day: date) -> QuerySet[Need]:
    """Return the needs that matches are found for."""
    return standing(Need.objects.select_related("organisation__place"), day).order_by("pk")


def solutions_to_match(day: date) -> QuerySet[Solution]:
    """Return the solutions that matches are found for."""
    return Solution.objects.filter(shown(day)).select_related("organisation__place").order_by("pk")


def unread(rows: QuerySet[Any], side: str) -> QuerySet[Any]:
    """Return the rows that have changed since they were read, or were read by another model.

    One that could not be read is tried again after hours, or when its text has changed.
    """
    read = ReadText.objects.filter(
        Q(fault="") | Q(read__gt=timezone.now() - FAILED_AGAIN_AFTER),
        model=installed_model(),
        version=OuterRef("version"),
        **{side: OuterRef("pk")},
    )
    return rows.filter(~Exists(read))


def ask_where_changed(now: datetime) -> str:
    """Ask the worker for matches where a text has changed; return what was done.

    What is under way is let be: a text that changes meanwhile is asked for by the next look.
    """
    if ALL in not_now(WORK, now):
        return "under way, or failed a short while ago"
    day = timezone.localdate(now)
    sides = (unread(needs_to_match(day), "need"), unread(solutions_to_match(day), "solution"))
    if not any(rows.exists() for rows in sides):
        return "nothing has changed"
    ask_for(WORK, ALL)
    return "asked for"


@dataclass(frozen=True, slots=True)
class Text:
    """A need or a solution with its vectors, if there is a language model; one with a `fault` has neither."""

    row: Any
    read: Any
    vectors: TextVectors | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a batch: what was read, the matches of it, and whether more is to be read."""

    needs: Sequence[Text]
    solutions: Sequence[Text]
    matches: Sequence[Match]
    has_more: bool


def find(row: int = ALL) -> Found:
    """Read a batch of texts that have changed, and score them against the other side; saves nothing."""
    return found_on(timezone.localdate())


def found_on(day: date, most: int | None = BATCH) -> Found:
    """Find the matches of texts that have changed, as on a day."""
    needs, solutions = needs_to_match(day), solutions_to_match(day)
    new_needs = list(unread(needs, "need")[:most])
    left = None if most is None else most - len(new_needs)
    new_solutions = list(unread(solutions, "solution")[:left])
    read_needs = _each_read(new_needs, need_as_read)
    read_solutions = _each_read(new_solutions, solution_as_read)
    old_needs = _stored(needs.exclude(pk__in=[one.pk for one in new_needs]), need_as_read)
    old_solutions = _stored(solutions.exclude(pk__in=[one.pk for one in new_solutions]), solution_as_read)
    matches = [
        *_scored(_whole(read_needs), [*old_solutions, *_whole(read_solutions)], day),
        *_scored(old_needs, _whole(read_solutions), day),
    ]
    return Found(read_needs, read_solutions, matches, len(new_needs) + len(new_solutions) == most)


def _whole(texts: Iterable[Text]) -> list[Text]:
    return [one for one in texts if not one.fault]


def _each_read(rows: Sequence[Row], as_read: Callable[[Any], Any]) -> list[Text]:
    """Return texts as they are read: together, or each by itself where one of them fails.

    Each is compared with itself before it meets others, so that a text that fails stops no other one.
    """
    try:
        texts = _read(rows, as_read)
        for one in texts:
            _compare_with_itself(one)
    except Error:  # of the database, which the worker tries again
        raise
    except Exception:
        return [_read_alone(row, as_read) for row in rows]
    return texts


def _read_alone(row: Row, as_read: Callable[[Any], Any]) -> Text:
    try:
        (text,) = _read([row], as_read)
        _compare_with_itself(text)
    except Error:
        raise
    except Exception as error:
        LOG.error("%s %s is not matched: %s\n%s", row._meta.label, row.pk, kind_of(error), place_of(error))
        return Text(row, None, None, kind_of(error)[:80])
    return text


def _compare_with_itself(text: Text) -> None:
    """Run all steps of a comparison on a text alone; what is found is thrown away."""
    one = text.read
    need = matching.Need(one.id, one.language, one.title, one.text, one.targets, one.cpv)
    solution = matching.Solution(one.id, one.language, one.title, one.text, one.targets, one.cpv)
    vectors = None if text.vectors is None else ([text.vectors], [text.vectors])
    matching.rank([need], [solution], knowledge(), 1, vectors=vectors)


def _read(rows: Sequence[Row], as_read: Any) -> list[Text]:
    told, encoder = [as_read(one) for one in rows], knowledge().encoder
    if encoder is None:
        return [Text(row, one, None) for row, one in zip(rows, told, strict=True)]
    sentences = [prepare(one.title, one.text, one.language).sentences for one in told]
    return [Text(*found) for found in zip(rows, told, encode(sentences, encoder), strict=True)]


def _stored(rows: QuerySet[Any], as_read: Any) -> list[Text]:
    """Return what has been read before, by the model that is used now; the rest is of a later batch."""
    told = {"match_text__model": installed_model(), "match_text__version": F("version")}
    found = rows.filter(**told, match_text__fault="")
    return [
        Text(one, as_read(one), unpack(one.match_text.vectors) if one.match_text.vectors else None)
        for one in found.select_related("match_text")
    ]


def _scored(needs: Sequence[Text], solutions: Sequence[Text], day: date) -> list[Match]:
    known = knowledge()
    hard = conditions([one.row for one in needs], [one.row for one in solutions], day)
    rows = ({one.read.id: one.row for one in needs}, {one.read.id: one.row for one in solutions})
    vectors = None
    if known.encoder is not None:
        vectors = tuple([one.vectors for one in side] for side in (needs, solutions))
    found = matching.rank(
        [one.read for one in needs],
        [one.read for one in solutions],
        known,
        MOST_KEPT,
        passes=hard.passes,
        vectors=vectors,  # type: ignore[arg-type]
    )
    return [
        _match(one, rows[0][one.need], rows[1][one.solution], how)
        for one in found
        if (how := _band(one, rows[0][one.need], rows[1][one.solution], with_model=known.encoder is not None))
    ]


def _band(one: matching.Match, need: Need, solution: Solution, *, with_model: bool) -> Band | None:
    """Return how well the two fit; two that name nothing in common never fit well."""
    how = matching.band(one.score, with_model=with_model)
    if how != Band.GOOD:
        return Band(how) if how else None
    in_common = one.reason.subjects or shared_targets(need, solution) or shared_cpv(need, solution)
    return Band.GOOD if in_common else Band.DOUBTFUL


def _match(one: matching.Match, need: Need, solution: Solution, how: Band) -> Match:
    lexicon, reason = knowledge().lexicon, one.reason
    return Match(
        need=need,
        solution=solution,
        score=one.score,
        band=how,
        parts=dict(one.parts),
        model=installed_model(),
        need_quote=reason.need,
        solution_quote=reason.solution,
        subjects=[{tongue: lexicon.name(key, tongue) for tongue in LANGUAGES} for key in reason.subjects],
        shared=[sorted(words) for words in reason.shared],
        need_version=need.version,
        solution_version=solution.version,
    )


def keep(_row: int, found: Found, now: datetime) -> None:
    """Save what was found; a match that was answered stays, one that was not and is found no more goes."""
    for side, texts in (("need", found.needs), ("solution", found.solutions)):
        ReadText.objects.bulk_create(
            (
                ReadText(
                    **{side: text.row},
                    version=text.row.version,
                    model=installed_model(),
                    vectors=pack(text.vectors) if text.vectors else None,
                    fault=text.fault,
                    read=now,
                )
                for text in texts
            ),
            update_conflicts=True,
            unique_fields=(side,),
            update_fields=("version", "model", "vectors", "fault", "read"),
            batch_size=STORED_AT_ONCE,
        )
        _lay_down(side, texts, found.matches)
    pair, stays = ("need", "solution"), ("id", "version", "found")
    for one in found.matches:
        one.found = now
    Match.objects.bulk_create(
        found.matches,
        update_conflicts=True,
        unique_fields=pair,
        update_fields=[one.name for one in Match._meta.fields if one.name not in (*pair, *stays)],
        batch_size=STORED_AT_ONCE,
    )
    if found.has_more:
        ask_for(WORK, ALL)


def _lay_down(side: str, texts: Iterable[Text], matches: Iterable[Match]) -> None:
    """Remove the earlier matches of texts that were read again, or only mark those that are to stay.

    One that was answered stays, and so does one on which somebody is disqualified: found again as a new row
    it would be open to that person.
    """
    kept = {(one.need_id, one.solution_id) for one in matches}
    earlier = Match.objects.filter(**{f"{side}__in": [text.row.pk for text in texts]}, stands=True)
    gone = [one.pk for one in earlier if (one.need_id, one.solution_id) not in kept]
    disqualified = Disqualification.objects.standing().filter(
        subject_type=ContentType.objects.get_for_model(Match), subject_id__in=gone
    )
    kept_for = list(disqualified.values_list("subject_id", flat=True))
    Match.objects.filter(pk__in=gone, answers=None).exclude(pk__in=kept_for).delete()
    Match.objects.filter(pk__in=gone).update(stands=False)


def refuse(_row: int, _cause: InvalidInput | None) -> None:
    """Do nothing: the list of work shows what is in the way, and the next change asks again."""


def find_all(day: date, now: datetime) -> int:
    """Find all matches at once, as the demo does; return how many were found."""
    found = found_on(day, None)
    keep(ALL, found, now)
    return len(found.matches)
