"""Checks of the machine and the settings: the data folder, the secret, names that nothing reads."""

import os
import shutil
import tempfile
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from loftet.core.kinds import HealthFinding, HealthState
from loftet.faults import NO_KEY
from loftet.invalid_input import InvalidInput
from loftet.settings_file import VARIABLE, read_settings, settings_file
from loftet.site.environment import unknown_names

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
    """Check that there is a secret, and the file that is to hold it: else nothing starts again.

    What runs has read it long ago, and would not notice.
    """
    if os.environ.get(VARIABLE) and (file := settings_file()) is not None:
        try:
            read_settings(file)
        except (InvalidInput, OSError) as fault:
            said = str(fault).partition("\n")[0]
            return HealthFinding(HealthState.FAIL, f"neither server nor worker would start again: {said}")
    try:
        there = bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        there = False
    if not there:
        return HealthFinding(HealthState.FAIL, NO_KEY)
    return HealthFinding(HealthState.OK, "there is a secret")


def check_settings(_now: datetime) -> HealthFinding:
    """Check that each setting that is given is one that something reads."""
    if unknown := unknown_names(os.environ):
        return HealthFinding(HealthState.WARN, f"no such setting: {', '.join(unknown)}")
    return HealthFinding(HealthState.OK, "every setting that is given is known")
