"""Queries of a region's own challenges: those that stand, and one then and now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.frozen import FrozenFinding, read_figures
from loftet.challenges.models import About, Challenge, Origin
from loftet.core.words import Words, in_each_language, page_language
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.methods.challenges import State
from loftet.methods.persons import Shown
from loftet.places.models import Place
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.sentences.words import figure, going
from loftet.status.shared_challenges import sentences as sentences
from loftet.status.shared_challenges.queries import Line, known_of, lines, said_of, target_lines, ways_of
from loftet.status.shared_challenges.queries import persons_of as persons_now
from loftet.status.shared_challenges.sentences import Said

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Card:
    """A challenge that a region has made its own, as a list shows it."""

    pk: int
    name: str
    sentence: str
    origin: Origin
    key: str
    picked: datetime
    acting_for: str
    said_by: str

    @property
    def is_found(self) -> bool:
        """Check whether it was found in the figures."""
        return self.origin is Origin.TESTED


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that was said of a challenge then, and what the edition of the page says."""

    what: Words
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The development of a challenge: in a sentence, and number by number where that is known."""

    sentence: str
    rows: tuple[Comparison, ...] = ()


NOT_SHOWN = gettext_lazy(
    "What was found is not shown, because it speaks of municipalities that do not take part."
)


def own_challenges(region: Place, hidden: frozenset[str] = frozenset()) -> tuple[Card, ...]:
    """Return the challenges that a region has made its own and that stand. One query."""
    return tuple(card(one, hidden) for one in Challenge.objects.standing().filter(region=region))


def not_judged(
    store: EditionStore, edition: Edition | None, members: tuple[PlaceInEdition, ...]
) -> frozenset[str]:
    """Return the names of the members that are given no status in an edition."""
    hidden = store.hidden_in(edition) if edition else frozenset()
    return frozenset(one.name for one in members if one.code in hidden)


def names_any(challenge: Challenge, names: frozenset[str]) -> bool:
    """Check whether what was found of a challenge is a status of one of these places."""
    if challenge.origin != Origin.TESTED or not names:
        return False
    then = read_figures(challenge.figures)
    return not names.isdisjoint((*then.sharing, *then.spared, *then.unknown))


def challenge_name(challenge: Challenge | None) -> str:
    """Return what a challenge is called in the language of the page."""
    if challenge is None:
        return ""
    name: str = challenge.title or getattr(challenge, f"name_{page_language()}")
    return name


def told_of(challenge: Challenge) -> str:
    """Return what a challenge says, as a record made from it repeats it: with the day of its figures."""
    return challenge.text or _("As the figures stood on %(day)s: %(sentence)s") % {
        "day": date_format(timezone.localdate(challenge.picked), "DATE_FORMAT"),
        "sentence": getattr(challenge, f"sentence_{page_language()}"),
    }


def card(challenge: Challenge, hidden: frozenset[str] = frozenset()) -> Card:
    """Return a challenge in the language of the page; `hidden` names the members without a status."""
    language = page_language()
    found = challenge.origin == Origin.TESTED
    sentence = getattr(challenge, f"sentence_{language}") if found else challenge.text
    return Card(
        pk=challenge.pk,
        name=challenge_name(challenge),
        sentence=str(NOT_SHOWN) if names_any(challenge, hidden) else sentence,
        origin=Origin(challenge.origin),
        key=challenge.key,
        picked=challenge.picked,
        acting_for=challenge.acting_for,
        said_by=challenge.said_by,
    )


def find_finding(
    store: EditionStore, edition: Edition, members: tuple[PlaceInEdition, ...], about: About, key: str
) -> FrozenFinding | None:
    """Return a shared challenge of an edition in all languages, or None where the figures show none."""
    found = in_each_language(lambda: _line(store, edition, members, about, key))
    known = {language: line for language, line in found.items() if line is not None}
    if len(known) < len(found):
        return None
    return FrozenFinding(
        about=about,
        key=key,
        edition=edition.id,
        names={language: line.name for language, line in known.items()},
        sentences={language: line.sentence for language, line in known.items()},
        said=known["nb"].said,
    )


def _line(
    store: EditionStore, edition: Edition, members: tuple[PlaceInEdition, ...], about: About, key: str
) -> Line | None:
    known = known_of(store, edition, members)
    if about is About.TARGET:
        return next((one for one in target_lines(known, State.CHALLENGE) if one.key == key), None)
    return next((one for one in lines(store, known, State.CHALLENGE) if one.key == key), None)


# --- then and now ---------------------------------------------------------------------------------


def follow_up(
    store: EditionStore, edition: Edition | None, members: tuple[PlaceInEdition, ...], challenge: Challenge
) -> FollowUp:
    """Compare what a challenge was with the edition of the page."""
    if challenge.origin == Origin.REPORTED:
        return FollowUp(_("The national tables do not know this, so there is nothing to hold it against."))
    if edition is None or not members:
        return FollowUp(_("This edition has no figures for the region."))
    if names_any(challenge, not_judged(store, edition, members)):
        return FollowUp(str(NOT_SHOWN))
    known = known_of(store, edition, members)
    found = known.found.targets if challenge.about == About.TARGET else known.found.indicators
    one = next((one for one in found if one.key == challenge.key), None)
    if one is None:
        return FollowUp(_("The figures that it was found in are not in this edition."))
    indicator = known.indicators.get(challenge.key) if challenge.about == About.INDICATOR else None
    persons = persons_now(store, known, [one]).get(one.key)
    now = said_of(known, one, persons) if persons else said_of(known, one)
    then = read_figures(challenge.figures)
    if edition.id == challenge.edition:
        day = {"day": date_format(edition_day(edition.id), "DATE_FORMAT")}
        return FollowUp(_("The figures are still those of %(day)s.") % day, _rows(then, now, indicator))
    told = [sentences.now(now.state, now.why)]
    if indicator is not None:
        told += [going(*ways) for ways in ways_of(store, known, [one]).values()]
    return FollowUp(" ".join(told), _rows(then, now, indicator))


def edition_day(key: str) -> date:
    """Return the day of an edition, with which its key begins."""
    return date.fromisoformat(key[:10])


SHARED_BY = gettext_lazy("Municipalities that share it")
NOT_SHARED = gettext_lazy("Municipalities that do not")
OWN = gettext_lazy("The middle of them")
OTHERS = gettext_lazy("The middle of similar municipalities")
PERSONS = gettext_lazy("Persons that it is about")


def _rows(then: Said, now: Said, indicator: Indicator | None) -> tuple[Comparison, ...]:
    rows = [
        Comparison(SHARED_BY, _places(then.sharing), _places(now.sharing)),
        Comparison(NOT_SHARED, _places(then.spared), _places(now.spared)),
    ]
    if indicator is not None:
        rows += [
            Comparison(OWN, _value(then.own, indicator), _value(now.own, indicator)),
            Comparison(OTHERS, _value(then.others, indicator), _value(now.others, indicator)),
        ]
        if Shown.UNKNOWN not in (then.persons.shown, now.persons.shown):
            rows.append(Comparison(PERSONS, _persons(then), _persons(now)))
    return tuple(rows)


def _places(names: tuple[str, ...]) -> str:
    return f"{len(names)}: {', '.join(names)}" if names else "0"


def _value(value: float | None, indicator: Indicator) -> str:
    return NO_VALUE if value is None else figure(round(value, indicator.decimals), indicator)


def _persons(said: Said) -> str:
    if said.persons.shown is Shown.HIDDEN:
        return _("Hidden to protect privacy")
    if said.persons.shown is Shown.FEW:
        return _("fewer than ten")
    return _("about %(number)s") % {"number": sentences.in_words(said.persons)}
