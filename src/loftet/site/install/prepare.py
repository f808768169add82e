"""Preparation of a site, which can be repeated: tables, static files, places."""

from collections.abc import Callable
from smtplib import (
    SMTPAuthenticationError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from ssl import SSLError

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from django.utils.translation import override

from loftet.background.outbox import new_message_id
from loftet.editions.pointer import published
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.places.actions import demand_loadable, load_places
from loftet.site.install.ready import pending, static_is_built

NO_STARTTLS = "--mail-starttls no "
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOT_BUILT = "the style sheets are not built: run «make install» in the checkout, or see LOFTET_STATIC"


def prepare_site(places: Gazetteer, say: Callable[[str], None]) -> None:
    """Update tables, static files and places to this version; a second time changes nothing.

    Raises:
        InvalidInput: when that cannot be done; nothing is written then.
    """
    demand_static()
    demand_not_newer()
    demand_loadable(places)
    say(collect_static())
    waiting = pending()
    call_command("migrate", verbosity=0, interactive=False)
    say(f"tables: {waiting} migrations applied")
    say(str(load_places(places)))


def demand_static() -> None:
    """Check that there are static files, or their sources.

    Raises:
        InvalidInput: when there are neither.
    """
    if not (has_static_sources() or static_is_built()):
        raise InvalidInput.because(NOT_BUILT, file=settings.STATIC_ROOT)


def demand_not_newer() -> None:
    """Check that the database is of no newer version than this one.

    Raises:
        InvalidInput: when it is.
    """
    known = set(MigrationLoader(None).disk_migrations)
    apps = {app for app, _name in known}  # one that is not among them had another name once
    unknown = set(MigrationRecorder(connection).applied_migrations()) - known
    if newer := sorted(f"{app}.{name}" for app, name in unknown if app in apps):
        cause = (
            f"the database is of a newer version: it knows {newer[0]}. Install that version, or restore the "
            "backup that was made before it (docs/how-to/upgrade.md)"
        )
        raise InvalidInput.because(cause)


def has_static_sources() -> bool:
    """Check whether all that the static files are made of is there."""
    return len(settings.STATICFILES_DIRS) == len(settings.STATIC_SOURCES)


def collect_static() -> str:
    """Collect the static files; where their sources are not, those that were collected are kept."""
    if has_static_sources():
        call_command("collectstatic", verbosity=0, interactive=False)
        return f"static files: collected in {settings.STATIC_ROOT}"
    return f"static files: as they were collected in {settings.STATIC_ROOT}"


class LetterError(OSError):
    """The mail server did not take the test letter."""


def send_test_letter(to: str, words: str = "loftet") -> None:
    """Send a letter straight to the mail server, and wait until it has taken it; `words` begin a command.

    Raises:
        LetterError: when it has not.
    """
    with override(settings.LANGUAGE_CODE):
        subject = _("Test letter from Løftet")
        body = _(
            "This letter shows that %(address)s can send letters.\n\n"
            "If you were not expecting it, you need do nothing."
        ) % {"address": settings.SITE_ADDRESS}
    headers = {"Message-ID": new_message_id()}  # Django's own would name this machine
    sender, server = settings.DEFAULT_FROM_EMAIL, get_connection(SMTP)
    letter = EmailMessage(subject, body, sender, [to], connection=server, headers=headers)
    try:
        letter.send()
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        cause, option = remedy(error)
        said = (
            f"the mail server {where} did not take the test letter "
            f"({type(error).__name__}: {error}); {cause}; "
            f"then run: {words} init --no-input {option}--test-letter {to}"
        )
        raise LetterError(said) from error


def remedy(error: Exception) -> tuple[str, str]:
    """Return what is to be done after a mail server has not taken a letter, and the option that does it.

    >>> remedy(SMTPNotSupportedError("STARTTLS extension not supported by server."))[1]
    '--mail-starttls no '
    """
    if isinstance(error, SMTPNotSupportedError) and "STARTTLS" in str(error):
        return "it does not encrypt; only where it is on this machine or in your own network", NO_STARTTLS
    if isinstance(error, (SMTPAuthenticationError, SMTPNotSupportedError)):
        return "correct LOFTET_MAIL_USER and LOFTET_MAIL_PASSWORD", ""
    if isinstance(error, SMTPSenderRefused):
        return "correct LOFTET_MAIL_FROM, or LOFTET_MAIL_USER and LOFTET_MAIL_PASSWORD", ""
    if isinstance(error, SMTPRecipientsRefused):
        return "correct the address, or let the server take letters from this machine", ""
    if isinstance(error, SSLError):
        return "correct LOFTET_MAIL_PORT: 465 encrypts from the first byte, 587 by STARTTLS", ""
    return "correct LOFTET_MAIL_HOST and LOFTET_MAIL_PORT, or start it", ""


def next_steps(words: str) -> list[str]:
    """Return the next steps of an operator; `words` begin each command."""
    steps = [
        f"serve the site:     {words} serve",
        f"send its letters:   {words} worker",
    ]
    if published(settings.DATA) is None:
        steps.append(
            f"publish figures:    {words} edition publish ID (docs/how-to/recipe.md, docs/how-to/fetch.md)"
        )
    return [*steps, f"sign in:            {settings.SITE_ADDRESS}/logg-inn/"]
