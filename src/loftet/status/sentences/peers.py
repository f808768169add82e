"""Sentences about similar municipalities: why they are similar, and where a place stands among them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loftet.core.words import join_words
from loftet.editions.peer_rows import Standing
from loftet.editions.rows import Indicator, Reading
from loftet.status.sentences.projection import amount, between
from loftet.status.sentences.words import figure

MIDDLE = (40.0, 60.0)


CHARACTERISTICS = {
    "population": gettext_lazy("number of inhabitants"),
    "density": gettext_lazy("how densely people live"),
    "area": gettext_lazy("area"),
    "centrality": gettext_lazy("how central it is"),
    "language": gettext_lazy("form of Norwegian"),
}
ALIKE = {
    "population": gettext_lazy("about as many inhabitants"),
    "density": gettext_lazy("as densely settled"),
    "area": gettext_lazy("about as large"),
    "centrality": gettext_lazy("as central"),
    "language": gettext_lazy("the same form of Norwegian"),
}


def characteristic(key: str) -> str:
    """Return the name of a characteristic of structure, in a reader's words."""
    return str(CHARACTERISTICS[key]) if key in CHARACTERISTICS else key.replace("_", " ")


def alike(key: str) -> str:
    """Return the sentence that two places are alike in a characteristic, as a part of a list."""
    return str(ALIKE[key])


def why(shared: Sequence[str], most: str) -> str:
    """Return in what a peer is alike, and in what it differs the most."""
    parts = []
    if shared:
        first = join_words([alike(key) for key in shared])
        parts.append(first[:1].upper() + first[1:] + ".")
    if most and most not in shared:
        parts.append(_("Differs most in %(what)s.") % {"what": characteristic(most)})
    return " ".join(parts)


def how_stable(stable: int, every: int) -> str:
    """Return how many peers would most often be chosen too if the characteristics weighed otherwise."""
    return ngettext(
        "%(stable)d of %(every)d would most often be chosen too if these weighed otherwise.",
        "%(stable)d of the %(every)d would most often be chosen too if these weighed otherwise.",
        every,
    ) % {"stable": stable, "every": every}


def among_peers(own: Reading, standing: Standing, indicator: Indicator) -> str:
    """Return in words where a figure stands among those of similar municipalities; no rank is dressed up.

    Of a place without a status only what it can be compared with is said, and not who is better.
    """
    if own.value is None or standing.peers is None:
        return ""
    middle = {"middle": figure(standing.peers.middle, indicator)}
    if not own.judged:
        return _("The middle of similar municipalities is %(middle)s.") % middle
    if standing.percentile is None:
        return ""
    written = figure(own.value, indicator)
    if written == figure(standing.peers.low, indicator) == figure(standing.peers.high, indicator):
        return _("Most similar municipalities have the same figure.")
    if is_unsure(own, standing.peers.middle):
        return (
            _("No certain difference from similar municipalities, which have %(middle)s in the middle.")
            % middle
        )
    if MIDDLE[0] <= standing.percentile <= MIDDLE[1]:
        return _("In the middle among similar municipalities, which have %(middle)s there.") % middle
    number = int(standing.percentile / 10 + 0.5)
    if number == 0:
        return _("Among similar municipalities: weaker than nearly all (the middle is %(middle)s).") % middle
    if number == 10:
        return _("Among similar municipalities: better than nearly all (the middle is %(middle)s).") % middle
    if standing.percentile < MIDDLE[0]:
        return _("Among similar municipalities: weaker than %(number)d of 10 (the middle is %(middle)s).") % (
            middle | {"number": 10 - number}
        )
    return _("Among similar municipalities: better than %(number)d of 10 (the middle is %(middle)s).") % (
        middle | {"number": number}
    )


def is_unsure(own: Reading, other: float) -> bool:
    """Check whether a figure's own interval holds the other figure."""
    return own.low is not None and own.high is not None and own.low <= other <= own.high


def beside_expected(own: Reading, standing: Standing, indicator: Indicator) -> str:
    """Return that a figure lies outside of what the structure leads to expect; only where that is sure."""
    ends = [own.value, own.low, own.high] if own.low is not None and own.high is not None else [own.value]
    beyond = [standing.beyond_expected(value) for value in ends]
    if standing.low is None or standing.high is None or not (min(beyond) > 0 or max(beyond) < 0):
        return ""
    lies = between(standing.low, standing.high, indicator)
    if not lies or round(beyond[0], indicator.decimals + 1) == 0:
        return ""
    said = {"between": lies, "amount": amount(beyond[0], indicator)}
    if beyond[0] > 0:
        return (
            _("Size, area and centrality would lead one to expect it %(between)s: it is %(amount)s above.")
            % said
        )
    return (
        _("Size, area and centrality would lead one to expect it %(between)s: it is %(amount)s below.") % said
    )
