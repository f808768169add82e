"""Sentences about coverage: how much is in place, how old it is, and what is lacking, kind by kind."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.words import join_words
from loftet.editions.rows import ValueStatus
from loftet.ui.numbers import number_style

Gaps = Iterable[tuple[ValueStatus, int]]


def share(part: int, whole: int) -> str:
    """Return in words how large a share is, in whole per cent; neither all nor nothing unless it is.

    >>> share(999, 1000), share(1, 1000), share(5, 5), share(0, 0)
    ('99\\xa0%', '1\\xa0%', '100\\xa0%', '')
    """
    if not whole:
        return ""
    rounded = round(100 * part / whole)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}\N{NO-BREAK SPACE}%"


def counted(number: int) -> str:
    """Write a large count as the language of the page does."""
    return number_text(number, 0, number_style())


def in_place(figures: int, applying: int, gaps: Gaps, half_since: int | None) -> list[str]:
    """Return how many figures are in place, how many of each kind are not, and how old half of them are."""
    if not applying:
        return [nothing_known()]
    said = [
        _("%(figures)s of the %(applying)s figures that there could be are in place (%(share)s).")
        % {"figures": counted(figures), "applying": counted(applying), "share": share(figures, applying)}
    ]
    if parts := gap_clauses(gaps):
        said.append(_("Of the others, %(parts)s.") % {"parts": join_words(parts)})
    if half_since is not None:
        said.append(_("At least half of the figures are from %(year)d or later.") % {"year": half_since})
    return said


def gap_clauses(gaps: Gaps) -> list[str]:
    """Count each kind of gap in a clause of its own; what does not apply is no gap."""
    return [
        _gap_clause(kind, count) % {"count": counted(count)}
        for kind, count in gaps
        if count and kind is not ValueStatus.NOT_APPLICABLE
    ]


def _gap_clause(kind: ValueStatus, count: int) -> str:
    if kind is ValueStatus.MISSING:
        return ngettext("%(count)s is missing", "%(count)s are missing", count)
    if kind is ValueStatus.SUPPRESSED:
        return ngettext(
            "%(count)s is hidden to protect privacy", "%(count)s are hidden to protect privacy", count
        )
    return ngettext("%(count)s cannot be computed", "%(count)s cannot be computed", count)


def nothing_known() -> str:
    """Return the sentence that there are no figures at all."""
    return _("This edition has no figures.")


def best_and_least(best: tuple[str, str], least: tuple[str, str], without: int) -> str:
    """Return in words which goal is known best and which least; and how many have no indicator at all."""
    if best[1] == least[1]:
        said = _("Of every goal that has indicators, %(share)s of the figures are in place") % {
            "share": best[1]
        }
    else:
        said = _("Most is known of «%(best)s» (%(most)s), least of «%(least)s» (%(fewest)s)") % {
            "best": best[0],
            "most": best[1],
            "least": least[0],
            "fewest": least[1],
        }
    if not without:
        return said
    more = ngettext("%(count)d goal has no indicator", "%(count)d goals have no indicator", without) % {
        "count": without
    }
    return f"{said}; {more}"


def many_lack(missing: int, applying: int) -> str:
    """Return in words how many municipalities lack a figure; one that nobody has may not be published."""
    if missing == applying:
        return _("No municipality has a figure; it may be published for counties only.")
    return ngettext(
        "%(missing)d of %(applying)d municipality lacks the figure.",
        "%(missing)d of %(applying)d municipalities lack the figure.",
        applying,
    ) % {"missing": missing, "applying": applying}


def newest_is_from(year: int | None) -> str:
    """Return in words how old the newest figure is."""
    return _("The newest figure is from %(year)s.") % {"year": year}


def little_known(unknown: int, places: int, indicators: int) -> str:
    """Return that a goal has no indicator, or for how many municipalities it is too little known."""
    if not indicators:
        return _("No indicator in this edition.")
    return ngettext(
        "Too little data for %(unknown)d of %(places)d municipality.",
        "Too little data for %(unknown)d of %(places)d municipalities.",
        places,
    ) % {"unknown": unknown, "places": places}


# --- one place ------------------------------------------------------------------------------------


def place_has(name: str, figures: int, applying: int, gaps: Gaps) -> list[str]:
    """Return in words of how many indicators a place has a figure, and how many of each kind it lacks."""
    said = [
        _("%(place)s has a figure for %(figures)d of the %(applying)d indicators that apply there.")
        % {"place": name, "figures": figures, "applying": applying}
    ]
    if parts := gap_clauses(gaps):
        said.append(_("Of the others, %(parts)s.") % {"parts": join_words(parts)})
    return said


def place_goals(known: int, applying: int) -> str:
    """Return in words on how many of the goals a place has a status."""
    return ngettext(
        "A status on %(known)d of the %(applying)d goal that applies",
        "A status on %(known)d of the %(applying)d goals that apply",
        applying,
    ) % {"known": known, "applying": applying}
