"""The settings file: lines of `NAME=value` that every `loftet` command reads; the environment wins.

It is the file that `LOFTET_ENV_FILE` names or, where that is not set, `loftet.env` in the working directory.
With `LOFTET_ENV_FILE` set to nothing no file is read.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from loftet.invalid_input import InvalidInput, Problem

VARIABLE = "LOFTET_ENV_FILE"
FILE = "loftet.env"
GIVEN = "_LOFTET_GIVEN_BY_FILE"  # which names the file gave: what is started from here inherits both
NAME = re.compile(r"LOFTET_[A-Z0-9_]+")
PLAIN = re.compile(r"[A-Za-z0-9_./:@,+=%~?&\[\]-]*")
HEAD = (
    "# The settings of this site. It holds secrets: keep it from others. Lines are NAME=value;",
    "# the environment wins over them. docs/reference/settings.md lists the names.",
)


def settings_file() -> Path | None:
    """Return the path of the settings file, there or not; None where none is to be read."""
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    return Path(named or FILE).expanduser().resolve()


def load_settings_file() -> None:
    """Set the environment from the file, except for what is set there already.

    Raises:
        InvalidInput: when the file is named and missing, cannot be read, or has a line that is no setting.
    """
    file = settings_file()
    if file is None or not (os.environ.get(VARIABLE) or file.exists()):
        return
    given = names_given()
    for name, value in read_settings(file).items():
        if name not in os.environ:
            os.environ[name] = value
            given |= {name}
    os.environ[GIVEN] = " ".join(sorted(given))


def names_given() -> frozenset[str]:
    """Return the names whose values this process has from the settings file, and not from elsewhere."""
    return frozenset(os.environ.get(GIVEN, "").split())


def read_settings(file: Path) -> dict[str, str]:
    """Read a settings file.

    Raises:
        InvalidInput: with each line that is no setting.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as fault:
        cause = (
            f"the settings file is missing ({VARIABLE} names it): bring it back from where you keep it; "
            "for a new site «loftet init» makes it"
        )
        raise InvalidInput.because(cause, file=file) from fault
    except UnicodeDecodeError as fault:
        raise InvalidInput.because("the settings file is not UTF-8", file=file) from fault
    settings: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            name, value = parse_line(line)
        except ValueError as fault:
            problems.append(Problem(str(fault), file, number))
        else:
            settings[name] = value
    if problems:
        raise InvalidInput(problems)
    return settings


def parse_line(line: str) -> tuple[str, str]:
    r"""Read one line; a value may be in quotation marks, and nothing in it is replaced.

    >>> parse_line("LOFTET_OPERATOR='Regionrådet for Hallingdal'")
    ('LOFTET_OPERATOR', 'Regionrådet for Hallingdal')
    >>> parse_line(r'LOFTET_MAIL_PASSWORD="a\"b"')
    ('LOFTET_MAIL_PASSWORD', 'a"b')
    """
    name, equals, value = line.strip().partition("=")
    if not equals:
        raise ValueError("it must be NAME=value")
    if not NAME.fullmatch(name):
        raise ValueError(f"«{name}» is no setting: their names begin with LOFTET_")
    if value[:1] in {"'", '"'}:
        if len(value) < 2 or value[-1] != value[0]:
            raise ValueError("the quotation mark at the start of the value has no match at the end")
        inner = value[1:-1]
        value = re.sub(r'\\(["\\])', r"\1", inner) if value[0] == '"' else inner
    return name, value


def print_line(name: str, value: str) -> str:
    """Write one line as `parse_line`, systemd and compose read it.

    >>> print_line("LOFTET_MAIL_FROM", "Løftet <post@example.no>")
    "LOFTET_MAIL_FROM='Løftet <post@example.no>'"
    """
    if not value.isprintable():
        raise InvalidInput.because(
            f"the value of {name} has a line break or another sign that cannot be printed"
        )
    if PLAIN.fullmatch(value):
        return f"{name}={value}"
    if "'" not in value:
        return f"{name}='{value}'"
    return f'{name}="' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_settings(file: Path, settings: Mapping[str, str]) -> None:
    """Write the file for its owner's eyes alone; after a crash the old one or the new one is there.

    The owner, the group and the mode of a file that is there are kept.
    """
    lines = [*HEAD, *(print_line(name, value) for name, value in settings.items())]
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}-{uuid4().hex}")
    try:
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write("\n".join(lines) + "\n")
            out.flush()
            os.fsync(out.fileno())
        if file.exists():
            _take_over(new, file.stat())
        new.replace(file)
    except OSError as fault:
        if new.exists():
            new.unlink()
        raise OSError(fault.errno, fault.strerror, str(file)) from fault


def _take_over(new: Path, kept: os.stat_result) -> None:
    made = new.stat()
    if (made.st_uid, made.st_gid) != (kept.st_uid, kept.st_gid):
        os.chown(new, kept.st_uid, kept.st_gid)
    new.chmod(kept.st_mode & 0o660)
