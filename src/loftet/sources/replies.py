"""Replies of an interface: content of bounded size, its own words when it refuses, how long to wait."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import orjson

from loftet.invalid_input import InvalidInput

MOST_BYTES = 200_000_000
KEPT_HEADERS = ("content-type", "etag", "last-modified", "date")
CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class HttpReply:
    """One answer as it came: status, headers, content."""

    status: int
    headers: httpx.Headers
    content: bytes

    @classmethod
    def of(cls, response: httpx.Response, address: str) -> "HttpReply":
        """Read a response, but never more of it than memory should hold.

        Raises:
            InvalidInput: when the answer is larger.
        """
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > MOST_BYTES:
                raise InvalidInput.because(f"the answer is over {MOST_BYTES:,} bytes", file=address)
            pieces.append(piece)
        return cls(response.status_code, response.headers, b"".join(pieces))

    @property
    def worth_trying_again(self) -> bool:
        """Check whether the same call may succeed later."""
        return (
            self.status == httpx.codes.TOO_MANY_REQUESTS or self.status >= httpx.codes.INTERNAL_SERVER_ERROR
        )

    @property
    def words(self) -> str:
        """Return what the interface says, with the number of the status."""
        told: Any = None
        with suppress(orjson.JSONDecodeError):
            told = orjson.loads(self.content)
        named = told if isinstance(told, dict) else {}
        parts = [str(named[key]) for key in ("title", "detail") if named.get(key)]
        said = ": ".join(dict.fromkeys(parts))[:300] or httpx.codes.get_reason_phrase(self.status)
        return f"the interface answers {self.status} {said}".strip()

    def retry_after(self, now: datetime) -> float | None:
        """Return the seconds that the interface asks to wait; it may tell them or a time of day."""
        told = self.headers.get("retry-after", "").strip()
        if told.isascii() and told.isdigit():
            return float(told)
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, TypeError):
            return None
        return max(0.0, (moment.astimezone(UTC) - now).total_seconds())

    def kept_headers(self) -> dict[str, str]:
        """Return the headers that are kept with an answer."""
        return {name: self.headers[name] for name in KEPT_HEADERS if name in self.headers}


def conditions(stored: Mapping[str, str]) -> dict[str, str]:
    """Return headers that ask only for what is newer than a stored answer.

    >>> conditions({"etag": '"a1"', "date": "today"})
    {'If-None-Match': '"a1"'}
    """
    return {asked: stored[name] for name, asked in CONDITIONS.items() if name in stored}
