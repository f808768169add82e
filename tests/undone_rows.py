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
    """Vacuum all tables after every hundredth test of this process, where nothing is left to be undone."""
    at_work = connection.connection
    is_due = next(_ended) % TESTS == 0 and at_work is not None and not connection.in_atomic_block
    if is_due and connection.vendor == "postgresql" and not at_work.closed:
        at_work.execute("VACUUM")
