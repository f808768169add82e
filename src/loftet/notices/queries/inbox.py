"""The inbox of a person: newest first, found by words, a page at a time."""

from dataclasses import dataclass
from datetime import date

from loftet.core.paging import Page, page_of
from loftet.notices.models import Notice
from loftet.notices.queries.said import Said, said
from loftet.people.models import User

ON_A_PAGE = 40
MOST_READ = 2_000  # so many of the newest are looked through for words


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What a person asks of the inbox: words, and whether it is unread."""

    words: str = ""
    only_unread: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of the inbox, how much there is in all, and how much is unread."""

    page: Page[Said]
    in_all: int
    unread: int


def everything(user: User, asked: InboxFilter, today: date) -> tuple[list[Said], int, int]:
    """Return all that was asked for, how much there is, and how much is unread; one query.

    It is the sentence that is searched, which is made when it is read: so it cannot be left to the database.
    """
    rows = [said(row) for row in Notice.objects.of(user.pk, today)[:MOST_READ]]
    wanted = [one for one in rows if not (asked.only_unread and one.read) and one.is_found_by(asked.words)]
    return wanted, len(rows), sum(one.read is None for one in rows)


def inbox(user: User, asked: InboxFilter, number: int, today: date) -> Inbox:
    """Return a page of the inbox."""
    wanted, in_all, unread = everything(user, asked, today)
    return Inbox(page_of(wanted, number, ON_A_PAGE), in_all, unread)
