"""Registers the checks of the site, and those of what it is built on."""

from functools import partial

from loftet.core.health import register_check
from loftet.core.outbox import oldest_unsent
from loftet.core.worker import last_heartbeat
from loftet.search.jobs import check_index
from loftet.site.health import checks
from loftet.site.health.procurement import check_procurement


def register_checks() -> None:
    """Register every check, in the order in which they are told."""
    register_check("migrations", checks.check_migrations, asks_database=True)
    register_check("edition", checks.check_edition)
    register_check("worker", partial(checks.check_worker, last_heartbeat), asks_database=True)
    register_check("letters", partial(checks.check_letters, oldest_unsent), asks_database=True)
    register_check("disk", checks.check_disk)
    register_check("clock", checks.check_clock, asks_database=True)
    register_check("mail", checks.check_mail)
    register_check("operator", checks.check_operator)
    register_check("search", check_index)
    register_check("procurement", check_procurement)
