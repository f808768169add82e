"""Commands whose files hold names, addresses and sessions, and are for their own user alone."""

import argparse
import os
from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

Run: TypeAlias = Callable[[argparse.Namespace], None]
UMASK = 0o077


def private(run: Run) -> Run:
    """Wrap a command so that nobody else on the machine reads what it writes."""

    @wraps(run)
    def wrapped(options: argparse.Namespace) -> None:
        before = os.umask(UMASK)
        try:
            run(options)
        finally:
            os.umask(before)

    return wrapped
