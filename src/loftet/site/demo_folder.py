"""The folder of the demo: of its own, marked, and found before the settings are read."""

import os
import secrets
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.settings_file import VARIABLE

MARK = "DEMO"
OPERATOR = "Regionrådet for Demodalen"  # whose administrators see how the site runs


def claim(folder: Path) -> None:
    """Mark the folder as a demo's; refuse one that holds anything else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise InvalidInput.because(
            f"it holds something that is not a demo (it has no file {MARK})", file=folder
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def secret(folder: Path) -> str:
    """Return the demo's secret key, created the first time."""
    file = folder / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def prepare_environment(checkout: Path) -> None:
    """Set the environment of the demo before the settings are read."""
    os.environ[VARIABLE] = ""  # the settings of a site beside it are not the demo's
    folder = Path(os.environ.get("LOFTET_DATA") or checkout / "var" / "demo").resolve()
    claim(folder)
    os.environ["LOFTET_DATA"] = str(folder)
    os.environ.setdefault("LOFTET_SECRET_KEY", secret(folder))
    os.environ.setdefault("LOFTET_HTTPS", "no")  # localhost has no certificate
    os.environ.setdefault("LOFTET_ACCESS_LOG", "no")  # codes to sign in with are shown there
    os.environ.setdefault("LOFTET_OPERATOR", OPERATOR)
