"""The domains at which everybody gets an address, so that one there says nothing of where somebody works."""

from functools import cache

from django.conf import settings

from loftet.text_files.rows import read_whole

FILE, COLUMNS = "free_mail_domains.csv", ("domain", "checked")


@cache
def free_mail_domains() -> frozenset[str]:
    """Return the domains of free mail that `catalogue/free_mail_domains.csv` lists.

    Raises:
        InvalidInput: when the file cannot be read.
    """
    return frozenset(row.cells["domain"].lower() for row in read_whole(settings.CATALOGUE / FILE, COLUMNS))
