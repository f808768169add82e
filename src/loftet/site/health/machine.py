"""Checks of the machine and the settings: the data folder, the secret, names that nothing reads."""

import os
import shutil
import tempfile
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.exceptions import ImproperlyConfigured

from loftet.core.kinds import HealthFinding, HealthState
from loftet.faults import NO_KEY
from loftet.invalid_input import InvalidInput
from loftet.settings_file import VARIABLE, names_given, read_settings, settings_file
from loftet.site.environment import unknown_names

KEY = "LOFTET_SECRET_KEY"
WOULD_NOT_START = "neither server nor worker would start again"
SIGNS_OUT = (
    "signs everybody out, and links in letters no longer hold: bring the old one back, or name it in "
    f"{KEY}_FALLBACKS; where that was on purpose,"
)
FEW_BYTES, TOO_FEW_BYTES = 1_000_000_000, 200_000_000
FEW_OF_ALL = 0.05
TRIED = bytes(4096)  # a page of the disk: a full one refuses it


def check_folder(_now: datetime) -> HealthFinding:
    """Check that the data folder takes a file: it may be read-only, full, or another user's."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(TRIED)
            file.flush()
    except OSError as fault:
        said = f"{settings.DATA} cannot be written: {fault.strerror or fault}"
        return HealthFinding(HealthState.FAIL, f"{said}; give the site's user the right to it, or free space")
    return HealthFinding(HealthState.OK, f"{settings.DATA} can be written")


def check_disk(_now: datetime) -> HealthFinding:
    """Check that there is space left where the data lies."""
    told = shutil.disk_usage(settings.DATA)
    said = f"{told.free / 1e9:.1f} GB are free in {settings.DATA}"
    if told.free < TOO_FEW_BYTES:
        return HealthFinding(HealthState.FAIL, f"{said}; free some space")
    return HealthFinding(
        HealthState.WARN if told.free < max(FEW_BYTES, FEW_OF_ALL * told.total) else HealthState.OK, said
    )


def check_secret(_now: datetime) -> HealthFinding:
    """Check that there is a secret, and that its file still holds it.

    What runs has read it long ago, and would not notice.
    """
    if lost := _lost_in_file():
        return HealthFinding(HealthState.FAIL, lost)
    try:
        there = bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        there = False
    if not there:
        return HealthFinding(HealthState.FAIL, NO_KEY)
    return HealthFinding(HealthState.OK, "there is a secret")


def check_sessions(now: datetime) -> HealthFinding:
    """Check that the newest session is signed by the secret: by another one, everybody is signed out."""
    store = SessionStore()
    newest = Session.objects.filter(expire_date__gt=now).order_by("-expire_date").first()
    try:
        if newest is not None:
            signing.loads(newest.session_data, salt=store.key_salt, serializer=store.serializer)
    except signing.BadSignature:
        said = f"the secret is another than before, which {SIGNS_OUT} sign in again"
        return HealthFinding(HealthState.FAIL, said)
    return HealthFinding(HealthState.OK, "who has signed in stays so")


def _lost_in_file() -> str:
    """Return what is wrong with the settings file, for what is started next; nothing where it is well."""
    file, from_file = settings_file(), KEY in names_given()
    if file is None or not (os.environ.get(VARIABLE) or from_file):
        return ""
    try:
        held = read_settings(file)
    except (InvalidInput, OSError) as fault:
        return f"{WOULD_NOT_START}: {str(fault).partition(chr(10))[0]}"
    if not from_file:
        return ""
    if not held.get(KEY):
        return f"{WOULD_NOT_START}: {file} no longer holds {KEY}; bring back the file from where you keep it"
    if settings.SECRET_KEY in {held[KEY], *held.get(f"{KEY}_FALLBACKS", "").split(",")}:
        return ""
    return f"{file} holds another {KEY} than the one in use, and the next start {SIGNS_OUT} restart"


def check_settings(_now: datetime) -> HealthFinding:
    """Check that each setting that is given is one that something reads."""
    if unknown := unknown_names(os.environ):
        return HealthFinding(HealthState.WARN, f"no such setting: {', '.join(unknown)}")
    return HealthFinding(HealthState.OK, "every setting that is given is known")
