"""Checks before a site is served: its settings, its tables and its static files."""

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from loftet.faults import TABLES_ARE_MISSING
from loftet.invalid_input import InvalidInput, Problem
from loftet.site.checks import TAG

MANIFEST = "staticfiles.json"
NO_STATIC = "the style sheets have not been collected: run «loftet init» or «loftet upgrade»"


def demand_ready() -> list[str]:
    """Check that the site can be served; return the warnings.

    Raises:
        InvalidInput: when settings, tables or static files are not as they must be.
        ImproperlyConfigured: when there is no secret.
    """
    demand_secret()
    found = production_messages()
    if errors := [message for message in found if message.level >= ERROR]:
        raise InvalidInput(Problem(line(message)) for message in errors)
    demand_tables()
    if not static_is_built():
        raise InvalidInput.because(NO_STATIC, file=settings.STATIC_ROOT)
    connections.close_all()  # the server forks, and a connection has one owner
    return lines(found)


def demand_secret() -> None:
    """Check that there is a secret.

    Raises:
        ImproperlyConfigured: when there is none.
    """
    if not settings.SECRET_KEY:
        raise ImproperlyConfigured("The SECRET_KEY setting must not be empty.")


def demand_tables() -> None:
    """Check that the database has the tables of this version.

    Raises:
        InvalidInput: when it has not.
    """
    if pending():
        raise InvalidInput.because(TABLES_ARE_MISSING)


def pending() -> int:
    """Return how many migrations have not been applied."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_is_built() -> bool:
    """Check whether the static files have been collected."""
    return (settings.STATIC_ROOT / MANIFEST).is_file()


def production_messages() -> list[CheckMessage]:
    """Run the site's own checks."""
    return run_checks(tags=[TAG], include_deployment_checks=True)


def line(message: CheckMessage) -> str:
    """Return a message as one line.

    >>> line(CheckMessage(ERROR, "there is no mail server.", hint="Set one.", id="loftet.E001"))
    'loftet.E001: there is no mail server. Set one.'
    """
    return f"{message.id}: {' '.join(filter(None, (str(message.msg), message.hint)))}"


def lines(messages: Iterable[CheckMessage]) -> list[str]:
    """Return messages as lines, each with its severity."""
    return [f"{'error' if one.level >= ERROR else 'warning'}: {line(one)}" for one in messages]
