"""The order of hits: how well a thing fits a query, and the reason in one sentence.

A thing is weighed by its own texts and the query alone: neither the frequency of a word elsewhere nor hidden
things move it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.core.search import SearchDocument
from loftet.geography.slugs import plain, sort_key
from loftet.search.index import LONGEST_READ, title_of
from loftet.search.words import SHORT, Unit, Way, folded
from loftet.status.search.index import BEGINS, ENDINGS, IN_NAME, IN_TEXT, INSIDE, WHOLE

# As the search of goals and indicators has them; a text counts less where the word only begins or ends there.
OF_TITLE = (IN_NAME, BEGINS, INSIDE)
OF_TEXT = (IN_TEXT, 0.9 * IN_TEXT, 0.75 * IN_TEXT)
PART_OF_NAME = 0.1  # a title with many more words than the query has
FEWEST_BESIDE = 3  # letters of a compound beside a part of it: «klima|plan», and not «pl|anlegg|ing»
TOKEN = re.compile(r"\w[\w-]*")
QUOTED_BEFORE, QUOTED_AFTER = 4, 8  # words


@dataclass(frozen=True, slots=True)
class Query:
    """A query: its words, their ways to be written, and whether all of them must be there, or most."""

    words: Sequence[str]
    units: Sequence[Unit]
    demands_all: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A thing that fits: how well, and the words that made it."""

    document: SearchDocument
    score: float
    made_by: tuple[tuple[str, bool], ...]  # a piece, and whether it is of the title

    @property
    def order(self) -> tuple[float, str, str, str]:
        """Return what things are sorted by: the best first, then as Norwegian sorts names."""
        return (-self.score, sort_key(self.document.title), self.document.kind, self.document.key)


def fit_of(document: SearchDocument, query: Query) -> Fit | None:
    """Return how well a thing fits a query as it reads now; None where it does not."""
    units, words = query.units, query.words
    title, body = title_of(document), folded(document.whole_text[:LONGEST_READ])
    if " ".join(words) in {folded(name).strip() for name in (document.title, *document.names)}:
        return Fit(document, WHOLE, ((" ".join(words), True),))
    found = [best for best in (_best(unit, title, body) for unit in units) if best is not None]
    if len(found) < len(units) if query.demands_all else len(found) * 2 < len(units):
        return None
    score = sum(one for one, _piece, _in_title in found) / len(units)
    made_by = tuple((piece, in_title) for _score, piece, in_title in found)
    in_title = sum(1 for _piece, there in made_by if there)
    share = in_title / max(len(units), title.count(" ") - 1)
    return Fit(document, score + PART_OF_NAME * share, made_by)


def _best(unit: Unit, title: str, body: str) -> tuple[float, str, bool] | None:
    """Return the score of the best way in which a thing has a unit, with the piece that made it."""
    best: tuple[float, str, bool] | None = None
    for way in unit.ways:
        for score, in_title in ((_stands(way, title, OF_TITLE), True), (_stands(way, body, OF_TEXT), False)):
            if score and (best is None or score > best[0]):
                best = (score, way.pieces[-1], in_title)
        if best is not None and best[0] >= way.weight * IN_NAME:
            break  # the ways after it weigh less
    if best is None and len(unit.ways) and any(len(way.pieces) > 1 for way in unit.ways):
        both = title + body  # the parts of a compound, one in the title and one in the text
        split = (way for way in unit.ways if len(way.pieces) > 1)
        scores = [(_stands(way, both, OF_TEXT), _in(body, way), False) for way in split]
        return max((one for one in scores if one[0]), default=None)
    return best


def _in(body: str, way: Way) -> str:
    """Return the piece that the text has, the last of them first."""
    return next((one for one in reversed(way.pieces) if one in body), way.pieces[-1])


def _stands(way: Way, text: str, scores: tuple[float, float, float]) -> float:
    return way.weight * min(scores_of_piece(piece, text, scores) for piece in way.pieces)


def scores_of_piece(piece: str, text: str, scores: tuple[float, float, float]) -> float:
    """Return the score of a piece in a folded text: a word of its own, the begin of one, a part of one.

    >>> texts = map(folded, ("Anlegget", "anleggsvei", "skianlegg", "planlegging"))
    >>> [scores_of_piece("anlegg", one, (3, 2, 1)) for one in texts]
    [3, 2, 1, 0.0]
    """
    whole, begins, inside = scores
    best, at = 0.0, text.find(piece)
    while at >= 0:
        before = at - 1 - text.rfind(" ", 0, at)  # letters of the word before the piece
        rest = text[at + len(piece) : text.index(" ", at + len(piece))]
        is_ended = not rest or (len(piece) > SHORT and rest in ENDINGS)
        if before == 0 and is_ended:
            return whole
        if before == 0 and len(piece) > SHORT:
            best = max(best, begins)
        elif before >= FEWEST_BESIDE and len(piece) > SHORT + 1 and (is_ended or len(rest) >= FEWEST_BESIDE):
            best = max(best, inside)
        at = text.find(piece, at + 1)
    return best


def reason_of(fit: Fit) -> str:
    """Return why a thing was found, in one sentence; a text is quoted as its writer wrote it."""
    document = fit.document
    if fit.score == WHOLE:
        return _("It is called just that.")
    pieces = [piece for piece, in_title in fit.made_by if in_title]
    said = dict.fromkeys(_word_with(piece, document.title) for piece in pieces)
    if words := ", ".join(f"«{one}»" for one in said if one):
        return _("Its name has %(words)s.") % {"words": words}
    if other := next((one for one in document.names if any(_word_with(piece, one) for piece in pieces)), ""):
        return _("It is also called «%(name)s».") % {"name": other}
    quotes = (quote_of(document.text, piece) for piece, _in_title in fit.made_by)
    if quote := next(filter(None, quotes), ""):
        return _("Its text says «%(quote)s».") % {"quote": quote}
    return ""


def _word_with(piece: str, name: str) -> str:
    """Return the words of a name that hold a piece, as they are written."""
    tokens = list(TOKEN.finditer(name))
    spans = zip(tokens, tokens[piece.count(" ") :], strict=False)
    found = (name[first.start() : last.end()] for first, last in spans)
    return next((words for words in found if piece in folded(words)), "")


def quote_of(text: str, piece: str) -> str:
    """Return the words of a text around a piece, with «…» where it goes on."""
    tokens = list(TOKEN.finditer(text[:LONGEST_READ]))
    first = piece.partition(" ")[0]
    for at, token in enumerate(tokens):
        if first in plain(token[0]):
            begin, end = max(0, at - QUOTED_BEFORE), min(len(tokens) - 1, at + QUOTED_AFTER)
            said = " ".join(text[tokens[begin].start() : tokens[end].end()].split())
            before, after = "… " if begin else "", " …" if end < len(tokens) - 1 else ""
            return f"{before}{said}{after}"
    return ""
