"""Places, indicators and goals as the index of the search reads them, in every language."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.search import OpenSource, RecordSource, SearchDocument, digest_of
from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.geography.place import Kind
from loftet.places.models import Place, PlaceCode
from loftet.status.edition import current, store_in
from loftet.status.goal_names import Goal, Target, read_goals, read_targets
from loftet.text_files.languages import LANGUAGES

# The places that there are today; the whole country is no answer to a search.
LASTING = Q(pk__in=PlaceCode.objects.filter(valid_to=None).values("place")) & ~Q(kind=Kind.COUNTRY)


def place_document(place: Place) -> SearchDocument:
    """Return what search reads of a place: its names in every language, and its codes."""
    is_municipality = place.kind == Kind.MUNICIPALITY
    return SearchDocument(
        "place",
        str(place.pk),
        reverse("municipality" if is_municipality else "region", args=[place.slug]),
        place.name,
        note="" if is_municipality else str(place.get_kind_display()),
        names=[one.word.replace("-", " ") for one in place.words.all()],
    )


def stamp_of_places() -> str:
    """Return a text that changes with the names and codes of places. One query."""
    rows = Place.objects.filter(LASTING).order_by("pk").values_list("slug", "name", "words__word")
    return blake2b(repr(sorted(map(str, rows))).encode(), digest_size=12).hexdigest()


@lru_cache(maxsize=8)
def indicator_documents(root: Path, edition: Edition, language: str) -> tuple[SearchDocument, ...]:
    """Return the indicators of an edition, named in a language and found in every one."""
    by_language = {one: store_in(root).indicators(edition, one) for one in LANGUAGES}
    return tuple(
        SearchDocument(
            "indicator",
            shown.key,
            reverse("indicator", args=[shown.key]),
            shown.name,
            text=shown.about,
            names=[one.name for one in others],
            other_texts=[one.about for one in others],
        )
        for shown, *others in zip(
            by_language.get(language, by_language["nb"]), *by_language.values(), strict=True
        )
    )


def read_indicators() -> tuple[SearchDocument, ...]:
    """Return the indicators of the published edition; none on a new site."""
    edition = current().edition
    return indicator_documents(settings.DATA, edition, page_language()) if edition else ()


def stamp_of_indicators() -> str:
    """Return the edition that is read."""
    edition = current().edition
    return edition.id if edition else ""


@lru_cache(maxsize=8)
def goal_documents(catalogue: Path, language: str) -> tuple[SearchDocument, ...]:
    """Return the goals, named in a language and found in every one, with what their targets say."""
    every = [read_goals(catalogue / "goals.csv", one) for one in (language, *LANGUAGES)]
    targets = [read_targets(catalogue / "targets.csv", one) for one in (language, *LANGUAGES)]
    return tuple(
        SearchDocument(
            "goal",
            shown.key,
            reverse("goal", args=[shown.key]),
            shown.title,
            text=_said(shown, targets[0]),
            names=[one.name for one in others],
            other_texts=[_said(one, those) for one, those in zip(others, targets[1:], strict=True)],
        )
        for shown, *others in zip(*every, strict=True)
    )


def stamp_of_goals() -> str:
    """Return a text that changes with what the goals and their targets say in a release."""
    return digest_of(goal_documents(settings.CATALOGUE, "nb"))


def _said(goal: Goal, targets: Sequence[Target]) -> str:
    """Return what a goal and its targets say in one language."""
    return "\n".join((goal.about, *(one.name for one in targets if one.goal == goal.key)))


PLACES = RecordSource(
    kind="place",
    words=_("place"),
    many=_("Places"),
    model=Place,
    only=LASTING,
    document=place_document,
    fetched=("words",),
    stamped=stamp_of_places,
)
INDICATORS = OpenSource(
    kind="indicator",
    words=_("indicator"),
    many=_("Indicators"),
    read=read_indicators,
    stamp=stamp_of_indicators,
)
GOALS = OpenSource(
    kind="goal",
    words=_("goal"),
    many=_("Goals"),
    read=lambda: goal_documents(settings.CATALOGUE, page_language()),
    stamp=stamp_of_goals,
)
