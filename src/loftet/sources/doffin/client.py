"""Calls to Doffin: notices of some days in slices that it can hand out, each answer checked."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources import addresses
from loftet.sources.doffin.notice import Notice, read_notice, stem
from loftet.sources.doffin.terms import NoTerms, Terms, read_terms
from loftet.sources.pxweb.pace import CallLimits, CallPace
from loftet.sources.web import Call, Caller, Media, NotFound, new_http, say_nothing, with_query

VARIABLE, HEADER = "LOFTET_DOFFIN_KEY", "Ocp-Apim-Subscription-Key"
PER_PAGE = 100
REACHABLE = 1_000  # hits of one search, however many there are
DAYS = 10  # of a slice: half of what is reachable on usual days
SLACK = timedelta(days=1)  # a day may be told in another time zone
PACE = CallLimits(cells=0, calls=4, window=2.0)
NO_KEY = (
    f"the interface answers {httpx.codes.UNAUTHORIZED:d}",
    f"the interface answers {httpx.codes.FORBIDDEN:d}",
)


@dataclass(frozen=True, slots=True)
class Slice:
    """All notices of some days, the first and the last included."""

    first: date
    last: date
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class Doffin:
    """Doffin, asked through a caller."""

    caller: Caller
    days: int = DAYS  # of a slice

    def slices(self, first: date, last: date, cpv: str = "") -> Iterator[Slice]:
        """Find the notices of a stretch of days, the earliest first, a slice at a time.

        Raises:
            InvalidInput: when it does not answer, or not what was asked for.
        """
        while first <= last:
            end = min(last, first + timedelta(days=self.days - 1))
            yield from self._slice(first, end, cpv)
            first = end + timedelta(days=1)

    def terms(self, notice: Notice) -> Terms:
        """Return what a notice itself says about its length.

        Raises:
            NoTerms: when it has no such notice, or answers with no XML.
            InvalidInput: when it does not answer.
        """
        try:
            content = self._send(Call(f"download/{notice.id}", Media.XML))
        except NotFound as missing:
            raise NoTerms(missing.problems) from None
        return read_terms(content, notice.issued)

    def _slice(self, first: date, last: date, cpv: str) -> Iterator[Slice]:
        """Find the notices of a slice, in halves where it holds more than can be reached."""
        asked = {
            "issueDateFrom": first.isoformat(),
            "issueDateTo": last.isoformat(),
            "sortBy": "PUBLICATION_DATE_DESC",
            "numHitsPerPage": str(PER_PAGE),
        } | ({"cpvCode": cpv} if cpv else {})
        total, reachable, found = self._page(asked, 1)
        _check(found, first, last, cpv)
        if total > min(reachable, REACHABLE):
            if first == last:
                cause = f"Doffin has {total} notices of {first} and hands out {reachable}: name a CPV code"
                raise InvalidInput.because(cause)
            half = first + (last - first) // 2
            yield from self._slice(first, half, cpv)
            yield from self._slice(half + timedelta(days=1), last, cpv)
            return
        notices = {one.id: one for one in found}
        for number in range(2, -(-total // PER_PAGE) + 1):
            _total, _reachable, found = self._page(asked, number)
            _check(found, first, last, cpv)
            notices |= {one.id: one for one in found}
        if len(notices) < total:
            cause = f"Doffin tells of {total} notices from {first} to {last}, and hands out {len(notices)}"
            raise InvalidInput.because(f"{cause}: try again")
        yield Slice(first, last, tuple(notices.values()))

    def _page(self, asked: dict[str, str], number: int) -> tuple[int, int, list[Notice]]:
        call = Call(with_query("search", asked | {"page": str(number)}))
        content = self._send(call)
        try:
            told: Any = orjson.loads(content)
            total, hits = int(told["numHitsTotal"]), list(told["hits"])
            reachable = int(told.get("numHitsAccessible", total))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            cause = "the answer of Doffin is not one of its search: «numHitsTotal» and «hits» are looked for"
            raise InvalidInput.because(cause, file=self.caller.base_url + call.path) from None
        return total, reachable, [read_notice(one) for one in hits]

    def _send(self, call: Call) -> bytes:
        try:
            return self.caller.send(call).content
        except InvalidInput as refused:
            if refused.problems[0].cause.startswith(NO_KEY):
                raise InvalidInput.because(f"Doffin wants a key that it knows: set {VARIABLE}") from None
            raise


def new_doffin(catalogue: Path, say: Any = say_nothing) -> Doffin:
    """Return Doffin, or its stand-in where one is named.

    Raises:
        InvalidInput: when no key is set, or the catalogue tells no address.
    """
    key = os.environ.get(VARIABLE, "")
    if not key and not addresses.stand_ins():
        raise InvalidInput.because(f"Doffin wants a key of your own: set {VARIABLE}")
    http = new_http(key={HEADER: key} if key else None)
    return Doffin(Caller(addresses.doffin(catalogue), http, say=say, pace=CallPace(limits=PACE)))


def made_up_doffin(catalogue: Path, today: date) -> Doffin:
    """Return Doffin with the made-up notices of the catalogue, asked without a server.

    Raises:
        InvalidInput: when they cannot be read.
    """
    from loftet.sources.stand_in.doffin import read_notices

    http = read_notices(catalogue, today).client()
    return Doffin(Caller("http://demo.invalid/v2/", http, pauses=()), days=366)


def _check(found: list[Notice], first: date, last: date, cpv: str) -> None:
    """Refuse an answer to another question: a parameter that is not known is ignored without a word.

    Raises:
        InvalidInput: with the first notice that was not asked for.
    """
    for one in found:
        if not first - SLACK <= one.issued <= last + SLACK:
            cause = f"asked from {first} to {last}, it answers {one.id} of {one.issued}"
            raise InvalidInput.because(f"Doffin does not heed the days: {cause}")
        if cpv and not one.is_about((stem(cpv),)):
            raise InvalidInput.because(
                f"Doffin does not heed the CPV code: asked for {cpv}, it answers {one.id}"
            )
