"""Registers the checks of the site, and those of what it is built on."""

from functools import partial

from loftet.core.health import register_check
from loftet.core.unsent import given_up, oldest_unsent, unsent_codes
from loftet.core.worker import last_heartbeat
from loftet.search.jobs import check_index
from loftet.site.health import checks, machine, service
from loftet.site.health.procurement import check_procurement


def register_checks() -> None:
    """Register every check, in the order in which they are told."""
    register_check("migrations", checks.check_migrations, asks_database=True)
    register_check("edition", checks.check_edition)
    register_check("worker", partial(checks.check_worker, last_heartbeat), asks_database=True)
    register_check("codes", partial(service.check_codes, unsent_codes), asks_database=True)
    register_check("letters", partial(service.check_letters, oldest_unsent, given_up), asks_database=True)
    register_check("jobs", service.check_jobs, asks_database=True)
    register_check("backup", service.check_backup, asks_database=True)
    register_check("folder", machine.check_folder)
    register_check("disk", machine.check_disk)
    register_check("clock", checks.check_clock, asks_database=True)
    register_check("secret", machine.check_secret)
    register_check("settings", machine.check_settings)
    register_check("mail", checks.check_mail)
    register_check("operator", checks.check_operator)
    register_check("told", service.check_told, asks_database=True)
    register_check("search", check_index)
    register_check("procurement", check_procurement)
