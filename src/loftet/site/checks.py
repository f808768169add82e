"""Checks of a production site: what would fail only when the first reader or letter comes.

`loftet serve` and `loftet init` run them, and `loftet manage check --deploy`. A site with HTTPS is in
production; a demo is not.
"""

import os
import stat
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from loftet.settings_file import settings_file
from loftet.site.demo_folder import MARK
from loftet.site.environment import unknown_names

TAG = "loftet"
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def is_production() -> bool:
    """Check whether the site is one that people reach over HTTPS, and no demo."""
    return settings.HTTPS and not (settings.DATA / MARK).exists()


@register(TAG, deploy=True)
def check_mail(**_: Any) -> list[CheckMessage]:
    """Check that letters reach people: without a mail server nobody can sign in by code."""
    if settings.EMAIL_HOST or not is_production():
        return []
    where = f"Letters with addresses and codes are written to {settings.EMAIL_FILE_PATH}."
    if settings.WITHOUT_MAIL:
        return [Warning("There is no mail server, so nobody can sign in by e-mail.", where, id="loftet.W001")]
    hint = "Set LOFTET_MAIL_HOST, or LOFTET_WITHOUT_MAIL=yes for a site where nobody signs in."
    return [Error("There is no mail server, so nobody can sign in by e-mail.", hint, id="loftet.E001")]


@register(TAG, deploy=True)
def check_proxy(**_: Any) -> list[CheckMessage]:
    """Check that HTTPS has somebody who speaks it: the server itself does not."""
    if not is_production() or settings.BEHIND_PROXY:
        return []
    hint = "Set LOFTET_BEHIND_PROXY=yes behind a proxy with a certificate, or LOFTET_HTTPS=no without one."
    said = "LOFTET_HTTPS is on, but no proxy is told of: every page would lead to itself for ever."
    return [Error(said, hint, id="loftet.E002")]


@register(TAG, deploy=True)
def check_address(**_: Any) -> list[CheckMessage]:
    """Check that the links in letters lead to a name that the site answers to."""
    parts = urlsplit(settings.SITE_ADDRESS)
    if not is_production():
        return []
    answers = "*" in settings.ALLOWED_HOSTS or any(
        parts.hostname == name or (name.startswith(".") and f".{parts.hostname}".endswith(name))
        for name in settings.ALLOWED_HOSTS
    )
    if answers and parts.scheme == "https" and parts.hostname not in LOCAL:
        return []
    hint = "Set LOFTET_ADDRESS to the https address of the site, and name it in LOFTET_HOSTS."
    said = f"Letters would lead to {settings.SITE_ADDRESS}, where readers do not find the site."
    return [Warning(said, hint, id="loftet.W002")]


@register(TAG, deploy=True)
def check_operator(**_: Any) -> list[CheckMessage]:
    """Check that the site says who answers for what it keeps about people."""
    unsaid = [
        name for name, text in (("OPERATOR", settings.OPERATOR), ("CONTACT", settings.CONTACT)) if not text
    ]
    if not unsaid or not is_production():
        return []
    hint = f"Set {' and '.join(f'LOFTET_{name}' for name in unsaid)}."
    said = "The site does not say who answers for what it keeps about people, or how to reach them."
    return [Warning(said, hint, id="loftet.W003")]


@register(TAG, deploy=True)
def check_settings_file(**_: Any) -> list[CheckMessage]:
    """Check that only the site's own user and group may read its secrets and its data."""
    file, found = settings_file(), list[CheckMessage]()
    if file is not None and file.is_file() and file.stat().st_mode & stat.S_IROTH:
        hint = f"Run: chmod 600 {file}"
        found.append(Warning("Everybody on this machine may read the settings file.", hint, id="loftet.W004"))
    if is_production() and settings.DATA.is_dir() and settings.DATA.stat().st_mode & stat.S_IXOTH:
        hint = f"Run: chmod 700 {settings.DATA}"
        found.append(
            Warning("Everybody on this machine may look into the data folder.", hint, id="loftet.W004")
        )
    return found


@register(TAG, deploy=True)
def check_preload(**_: Any) -> list[CheckMessage]:
    """Check that HSTS preloading is asked for as browsers take it."""
    if not settings.SECURE_HSTS_PRELOAD or settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        return []
    hint = "Set LOFTET_HSTS_SUBDOMAINS=yes too, or leave LOFTET_HSTS_PRELOAD out."
    return [Warning("Browsers preload HSTS only with subdomains.", hint, id="loftet.W005")]


@register(TAG, deploy=True)
def check_names(**_: Any) -> list[CheckMessage]:
    """Check that each setting that is given is one that something reads."""
    hint = "See docs/reference/settings.md, and correct the settings file."
    return [
        Warning(f"There is no setting {name}", hint, id="loftet.W006") for name in unknown_names(os.environ)
    ]
