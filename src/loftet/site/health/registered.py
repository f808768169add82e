"""The checks of the site, and those of what it is built on, in the order in which they are told."""

from collections.abc import Mapping
from functools import partial

from loftet.background.unsent import given_up, oldest_unsent, unsent_codes
from loftet.background.worker import last_heartbeat
from loftet.core.kinds import HealthCheck
from loftet.search.jobs import check_index
from loftet.site.health import checks, machine, service
from loftet.site.health.procurement import check_procurement

CHECKS: Mapping[str, HealthCheck] = {
    "migrations": HealthCheck(checks.check_migrations, asks_database=True),
    "edition": HealthCheck(checks.check_edition),
    "worker": HealthCheck(partial(checks.check_worker, last_heartbeat), asks_database=True),
    "codes": HealthCheck(partial(service.check_codes, unsent_codes), asks_database=True),
    "letters": HealthCheck(partial(service.check_letters, oldest_unsent, given_up), asks_database=True),
    "jobs": HealthCheck(service.check_jobs, asks_database=True),
    "backup": HealthCheck(service.check_backup, asks_database=True),
    "folder": HealthCheck(machine.check_folder),
    "disk": HealthCheck(machine.check_disk),
    "clock": HealthCheck(checks.check_clock, asks_database=True),
    "secret": HealthCheck(machine.check_secret),
    "sessions": HealthCheck(machine.check_sessions, asks_database=True),
    "settings": HealthCheck(machine.check_settings),
    "mail": HealthCheck(checks.check_mail),
    "operator": HealthCheck(checks.check_operator),
    "told": HealthCheck(service.check_told, asks_database=True),
    "search": HealthCheck(check_index),
    "procurement": HealthCheck(check_procurement),
}
