"""Errors as the log and the pages may name them: their kind and place, and never their text.

The text of an error may hold an address: a mail server repeats the receiver, a database the row.
"""

import logging
import traceback
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any


def kind_of(error: BaseException) -> str:
    """Return the kind of an error, and the number in which a mail server says it.

    >>> kind_of(ConnectionRefusedError("kari@gol.example"))
    'ConnectionRefusedError'
    >>> kind_of(SMTPRecipientsRefused({"kari@gol.example": (550, b"no such user")}))
    'SMTPRecipientsRefused 550'
    """
    number = None
    if isinstance(error, SMTPRecipientsRefused):
        number = next((code for code, _text in error.recipients.values()), None)
    elif isinstance(error, SMTPResponseException):
        number = error.smtp_code
    return f"{type(error).__name__} {number}" if number else type(error).__name__


class KindFormatter(logging.Formatter):
    """Write an error in the log by its kind and place, as each error that it came from."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name in the standard library
        """Return the kinds and places of an error and of what caused it."""
        told, error, seen = [], ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            told.append(f"{place_of(error)}{kind_of(error)}")
            error = error.__cause__ or error.__context__
        return "\nfrom\n".join(told)


def place_of(error: BaseException) -> str:
    """Return the lines of code that an error went through, as a traceback has them."""
    return "".join(traceback.format_tb(error.__traceback__))
