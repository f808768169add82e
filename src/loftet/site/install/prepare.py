"""Preparation of a site, which can be repeated: tables, static files, places."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import override

from loftet.editions.pointer import published
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.places.actions import load_places
from loftet.site.install.ready import pending, static_is_built

SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOT_BUILT = "the style sheets are not built: run «make install» in the checkout, or see LOFTET_STATIC"


def prepare_site(places: Gazetteer, say: Callable[[str], None]) -> None:
    """Update tables, static files and places to this version; a second time changes nothing.

    Raises:
        InvalidInput: when the static files have not been built, or a place that has left the catalogue is
            in use.
    """
    say(collect_static())
    waiting = pending()
    call_command("migrate", verbosity=0, interactive=False)
    say(f"tables: {waiting} migrations applied")
    say(str(load_places(places)))


def collect_static() -> str:
    """Collect the static files; where their sources are not, those that were collected are kept.

    Raises:
        InvalidInput: when there are neither.
    """
    if len(settings.STATICFILES_DIRS) == len(settings.STATIC_SOURCES):
        call_command("collectstatic", verbosity=0, interactive=False)
        return f"static files: collected in {settings.STATIC_ROOT}"
    if not static_is_built():
        raise InvalidInput.because(NOT_BUILT, file=settings.STATIC_ROOT)
    return f"static files: as they were collected in {settings.STATIC_ROOT}"


class LetterError(OSError):
    """The mail server did not take the test letter."""


def send_test_letter(to: str) -> None:
    """Send a letter straight to the mail server, and wait until it has taken it.

    Raises:
        LetterError: when it has not.
    """
    with override(settings.LANGUAGE_CODE):
        subject = _("Test letter from Løftet")
        body = _(
            "This letter shows that %(address)s can send letters.\n\n"
            "If you were not expecting it, you need do nothing."
        ) % {"address": settings.SITE_ADDRESS}
    letter = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], connection=get_connection(SMTP))
    try:
        letter.send()
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError
        server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        reason = f"{type(error).__name__}: {error}"
        said = (
            f"the mail server {server} did not take the test letter ({reason}); "
            f"correct LOFTET_MAIL_… and run: loftet init --test-letter {to}"
        )
        raise LetterError(said) from error


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
