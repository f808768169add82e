"""How many examples a property is tried on: a few in `make test`, all in `make nightly`."""

import os

ALL = os.environ.get("LOFTET_EXAMPLES") == "all"


def examples(most: int) -> int:
    """Return how many examples to try, of at most so many."""
    return most if ALL else max(most // 10, 5)
