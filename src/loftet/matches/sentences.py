"""Sentences about matches: why these two, from either side; what is uncertain; what answers add up to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import split

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.pages.lists import amount_text
from loftet.core.words import Words, for_reader, join_words
from loftet.matches.models import Band, Match
from loftet.matches.queries import Tally, used_in_alike
from loftet.matches.tags import shared_cpv, shared_targets
from loftet.methods.matching import volume_fit
from loftet.needs.models import Need, Way
from loftet.solutions.models import Maturity


def subjects(match: Match) -> list[str]:
    """Return what both texts are about, in the language of the page."""
    return list(dict.fromkeys(map(for_reader, match.subjects)))


def heading(match: Match) -> str:
    """Return why these two, as the title of a page."""
    if named := subjects(match):
        return _("Both are about %(subjects)s") % {"subjects": join_words(named)}
    if match.band == Band.DOUBTFUL:
        return _("The texts have words in common")
    return _("Both write about the same, in words of their own")


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A piece of a quote; one that `is_shared` says what the other text says."""

    text: str
    is_shared: bool


def quote_parts(quote: str, shared: Sequence[str]) -> list[QuotePart]:
    """Return a quote cut at its words, with those that the other text shares."""
    return [QuotePart(one, one.casefold() in shared) for one in split(r"([^\W_]+)", quote) if one]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason, or what is uncertain, with what it is called."""

    name: Words
    text: Words
    is_doubt: bool = False


def for_the_buyer(match: Match) -> Iterator[ReasonLine]:
    """Yield what a solution has for the people of the need, a sentence each."""
    need, solution = match.need, match.solution
    if alike := _tags(match):
        yield ReasonLine(_("Same aim"), alike)
    place = need.organisation.place
    if place is not None and solution.delivers:
        yield ReasonLine(_("Can deliver to you"), _("It is delivered in %(place)s.") % {"place": place.name})
    yield from _volume(match, _("You need %(need)s; they deliver from %(least)s."))
    if near := used_in_alike(solution, place):
        yield ReasonLine(
            _("About your size"),
            _("%(place)s has it in use, and has about as many people.") % {"place": near},
        )


def for_the_supplier(match: Match) -> Iterator[ReasonLine]:
    """Yield what a need has for the people of the solution, a sentence each."""
    need = match.need
    if alike := _tags(match):
        yield ReasonLine(_("Same aim"), alike)
    yield from _volume(match, _("They need %(need)s; you deliver from %(least)s."))
    if need.way != Way.UNKNOWN:
        is_doubt = need.way not in (Way.PURCHASE, Way.RESERVED)
        yield ReasonLine(_("How they think of doing it"), f"{Way(need.way).label}.", is_doubt)
    if need.needed_by:
        day = date_format(need.needed_by, "DATE_FORMAT")
        yield ReasonLine(_("When"), _("They need it by %(day)s.") % {"day": day})


def doubts(match: Match, *, has_model: bool) -> Iterator[ReasonLine]:
    """Yield what is uncertain about a match, for both sides."""
    name = _("Uncertain")
    if match.band == Band.DOUBTFUL:
        yield ReasonLine(name, _("The two texts have less in common than those that fit well."), True)
    if match.solution.maturity == Maturity.DEVELOPED:
        yield ReasonLine(name, _("The solution is still being developed."), True)
    if match.solution.maturity == Maturity.PILOT:
        yield ReasonLine(name, _("The solution is ready to be tried, and not yet in regular use."), True)
    if not has_model:
        yield ReasonLine(name, words_alone(), True)


def _volume(match: Match, told: str) -> Iterator[ReasonLine]:
    """Yield whether the need is large enough for the solution, where both say so in one unit."""
    need, solution = match.need, match.solution
    volume, least = float(need.volume or 0), float(solution.least_volume or 0)
    fit = volume_fit(volume, need.unit, least, solution.unit)
    if not fit:
        return
    amounts = {
        "need": amount_text(need.volume, need.unit),
        "least": amount_text(solution.least_volume, solution.unit),
    }
    text = told % amounts
    if fit < 0:
        text += " " + _("Together with others it may be enough.")
    yield ReasonLine(_("Volume"), text, fit < 0)


def words_alone() -> str:
    """Return what a page says where there is no language model."""
    return _("Here texts are compared by their words alone: the site has no language model installed.")


def _tags(match: Match) -> str:
    if both := shared_targets(match.need, match.solution):
        return _("Both name target %(targets)s.") % {"targets": join_words(both)}
    if code := shared_cpv(match.need, match.solution):
        return _("Both name the same kind of purchase (CPV %(code)s).") % {"code": code}
    return ""


def count_sentence(good: int, doubtful: int) -> str:
    """Return how many solutions may answer a need."""
    if not good and not doubtful:
        return _("No known solutions.")
    if not good:
        text = ngettext(
            "No solution fits well; %(doubtful)d is doubtful.",
            "No solution fits well; %(doubtful)d are doubtful.",
            doubtful,
        )
        return text % {"doubtful": doubtful}
    text = ngettext("%(good)d solution fits well.", "%(good)d solutions fit well.", good) % {"good": good}
    if not doubtful:
        return text
    return f"{text} " + ngettext("%(number)d is doubtful.", "%(number)d are doubtful.", doubtful) % {
        "number": doubtful
    }


def tally_sentence(found: Tally) -> str:
    """Return what «known before» adds up to: how many of the answered ones were new."""
    if not found.answered:
        return _("None of them is answered yet.")
    new = found.answered - found.known
    text = ngettext(
        "%(answered)d is answered: %(known)d known before, %(new)d new to you",
        "%(answered)d are answered: %(known)d known before, %(new)d new to you",
        found.answered,
    ) % {"answered": found.answered, "known": found.known, "new": new}
    if not found.interesting:
        return f"{text}."
    return text + ngettext(
        ", of which %(number)d interesting.", ", of which %(number)d interesting.", found.interesting
    ) % {"number": found.interesting}


def dialogue_text(need: Need) -> str:
    """Return a text that invites the market to a dialogue about a need, ready to be sent."""
    parts = [
        _("%(who)s has a need that we know no solution to: %(title)s")
        % {"who": need.organisation.name, "title": need.title},
        need.problem and _("Today: %(text)s") % {"text": need.problem},
        need.effect and _("What we want: %(text)s") % {"text": need.effect},
        need.constraints and _("What must not change: %(text)s") % {"text": need.constraints},
        _("We ask everybody the same: What could solve this? How far has it come? What would a trial take?"),
        _("What you answer binds nobody, and everybody who answers is told the same."),
    ]
    return "\n\n".join(part for part in parts if part)
