"""What tests have undone is cleared away on PostgreSQL now and then.

Rows that a test undoes stay in the files of its tables until a vacuum, and each later query passes them.
After 250 tests with places, a query took five to thirty times as long. A server's own vacuum comes too late,
or never.
"""

from itertools import count

from django.db import connection

TESTS = 100  # between two, each of which takes a tenth of a second
_ended = count(1)


def clear_now_and_then() -> None:
    """Vacuum all tables after every hundredth test of the database, where nothing is left to be undone."""
    at_work = connection.connection
    if connection.vendor != "postgresql" or at_work is None or at_work.closed:
        return
    if next(_ended) % TESTS == 0 and not connection.in_atomic_block:
        at_work.execute("VACUUM")
