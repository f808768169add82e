"""Editions whose bytes have been compared with their stamp, and which of them pages are read from."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from loftet.editions.pointer import published
from loftet.editions.rows import Edition
from loftet.editions.stamp import (
    ID,
    DamagedEdition,
    UnknownEdition,
    edition_folder,
    edition_ids,
    verify_edition,
)
from loftet.invalid_input import Problem

LOG = logging.getLogger(__name__)
KEPT = 64

Fingerprint = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Current:
    """The edition that pages are read from.

    `instead_of` is what the pointer names where that cannot be used, and `reason` why; then `edition` is the
    newest whole one, or None where there is none.
    """

    edition: Edition | None
    instead_of: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """Return a word that differs where a page would."""
        shown = self.edition.id if self.edition else ""
        return f"{shown} instead of {self.instead_of}" if self.reason else shown


class OpenedEditions:
    """The editions of a folder; every byte is read once, and again when a file is another one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, tuple[Fingerprint, Edition | DamagedEdition]] = {}
        self._told: set[str] = set()
        self._lock = threading.Lock()

    def edition(self, edition_id: str) -> Edition:
        """Return an edition by its id.

        Raises:
            UnknownEdition: when there is none; the nearest id is suggested.
            DamagedEdition: when a file is missing or is not the one that was built.
        """
        try:
            now = fingerprint(edition_folder(self._root, edition_id))
        except OSError as fault:
            raise DamagedEdition([Problem(f"cannot be read: {fault.strerror}", edition_id)]) from fault
        with self._lock:
            known = self._known.get(edition_id)
            if known is None or known[0] != now:
                if len(self._known) >= KEPT:
                    self._known.clear()
                known = self._known[edition_id] = now, self._verified(edition_id)
        if isinstance(known[1], DamagedEdition):
            raise DamagedEdition(known[1].problems)
        return known[1]

    def current(self) -> Current:
        """Return the published edition, or the newest whole one where that is missing or damaged."""
        wanted = ""
        try:
            wanted = published(self._root) or ""
            return Current(self.edition(wanted) if wanted else None)
        except (UnknownEdition, DamagedEdition, OSError) as fault:
            found = Current(self._newest_whole(wanted), wanted, str(fault))
        self._tell_once(found)
        return found

    def _verified(self, edition_id: str) -> Edition | DamagedEdition:
        try:
            return verify_edition(self._root, edition_id)
        except DamagedEdition as damaged:
            return damaged
        except OSError as fault:
            return DamagedEdition([Problem(f"cannot be read: {fault.strerror}", edition_id)])

    def _newest_whole(self, wanted: str) -> Edition | None:
        """Find the newest whole edition; those after the wanted one come last: nobody published them."""
        newest_first = edition_ids(self._root)
        later = [one for one in newest_first if ID.fullmatch(wanted) and one > wanted]
        for edition_id in (*(one for one in newest_first if one not in later), *later):
            try:
                return self.edition(edition_id)
            except (UnknownEdition, DamagedEdition):
                continue
        return None

    def _tell_once(self, found: Current) -> None:
        if found.key not in self._told:
            self._told.add(found.key)
            shown = found.edition.id if found.edition else "no edition"
            LOG.error("the published edition cannot be used, %s is shown instead: %s", shown, found.reason)


def fingerprint(folder: Path) -> Fingerprint:
    """Return the state of a folder's files, which differs when one has been replaced; nothing is read."""
    files = ((file.name, file.stat()) for file in sorted(folder.iterdir()))
    return tuple((name, told.st_ino, told.st_size, told.st_mtime_ns) for name, told in files)
