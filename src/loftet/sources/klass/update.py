"""Changes to the catalogue's places, proposed from saved answers or from the live interface."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources import addresses
from loftet.sources.klass.client import Klass, ask_all
from loftet.sources.klass.proposal import Proposal, propose
from loftet.sources.klass.saved import Answers, find_answers, read_answers
from loftet.sources.web import Caller


def saved_answers(folder: Path) -> Answers:
    """Read the answers in a folder; kept copies and plain files are both found."""
    return read_answers(find_answers(folder))


def fetch_answers(
    base_url: str | None, root: Path, since: date, until: date, say: Callable[[str], None]
) -> Answers:
    """Fetch all that a proposal needs, store the answers under `root/raw`, and read them.

    Raises:
        InvalidInput: when the interface does not answer, or answers something else.
    """
    if since >= until:
        raise InvalidInput.because(f"the first day {since} is not before {until}")
    return read_answers(ask_all(Klass(Caller(base_url or addresses.klass()), root), since, until, say))


def update_places(folder: Path, answers: Answers, *, write: bool) -> Proposal:
    """Build a proposal and write it only when asked to.

    Raises:
        InvalidInput: when the answers and the catalogue do not fit together; nothing has then been written.
    """
    proposal = propose(folder, answers)
    if write:
        proposal.write()
    return proposal
