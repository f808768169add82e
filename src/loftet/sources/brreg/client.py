"""Calls to Enhetsregisteret: one organisation while somebody waits, or many at night."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources import addresses
from loftet.sources.brreg.company import Company, read_branches, read_company
from loftet.sources.brreg.number import read_number
from loftet.sources.web import PAUSES, Call, Caller, NotFound, new_http, with_query

AT_ONCE = 100  # numbers in one call
WAITING = httpx.Timeout(6.0, connect=3.0)  # somebody looks at a page meanwhile
AT_NIGHT = httpx.Timeout(60.0, connect=15.0)
GONE = f"the interface answers {httpx.codes.GONE:d}"


class Removed(NotFound):
    """The register had the organisation, and has removed it (410); 404 says nothing so sure."""


@dataclass(slots=True)
class Register:
    """Enhetsregisteret, asked through a caller of its own."""

    caller: Caller = field(default_factory=lambda: new_caller(WAITING, ()))

    def find(self, number: str) -> Company:
        """Return an organisation with its branches.

        Raises:
            WrongNumber: when the number is none; nothing is asked then.
            Removed: when the register says that it has removed it.
            NotFound: when the register has no such organisation.
            InvalidInput: when it does not answer, or not as described.
        """
        number = read_number(number)
        try:
            told = self._ask(f"enheter/{number}")
        except NotFound as refused:
            if refused.problems[0].cause.startswith(GONE):
                raise Removed(refused.problems) from None
            raise
        company = read_company(told)
        if company.number != number:
            raise InvalidInput.because("Enhetsregisteret answers with another organisation")
        query = {"overordnetEnhet": number, "size": "50"}
        return replace(company, branches=read_branches(self._ask(with_query("underenheter", query))))

    def find_all(self, numbers: Iterable[str]) -> dict[str, Company]:
        """Return many organisations by number, without branches; those that are not there are left out.

        Raises:
            InvalidInput: when the register does not answer, or not as described.
        """
        wanted, found = sorted(set(numbers)), dict[str, Company]()
        for first in range(0, len(wanted), AT_ONCE):
            some = wanted[first : first + AT_ONCE]
            query = {"organisasjonsnummer": ",".join(some), "size": str(AT_ONCE)}
            told = self._ask(with_query("enheter", query))
            rows = told.get("_embedded", {}).get("enheter", []) if isinstance(told, Mapping) else []
            companies = [read_company(row) for row in rows]
            found |= {one.number: one for one in companies if one.number in some}
        return found

    def _ask(self, path: str) -> Any:
        answer = self.caller.send(Call(path))
        try:
            return orjson.loads(answer.content)
        except orjson.JSONDecodeError:
            raise InvalidInput.because("the answer is not JSON", file=answer.url) from None


def new_caller(timeout: httpx.Timeout, pauses: tuple[float, ...] = PAUSES) -> Caller:
    """Return a caller of the register, or of its stand-in where one is named."""
    return Caller(addresses.brreg(), new_http(timeout), pauses=pauses)


__all__ = ["AT_NIGHT", "AT_ONCE", "NotFound", "Register", "Removed", "new_caller"]
