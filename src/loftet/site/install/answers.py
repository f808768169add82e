"""Questions of `loftet init`, answered by flags, the environment, the settings file or a person."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from loftet.invalid_input import InvalidInput
from loftet.site.demo_folder import MARK

LOCAL = ("localhost", "127.0.0.1", "[::1]")
NUMBER = re.compile(r"\d{1,5}")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")

Ask = Callable[[str], str]
"""Asks for one line of text."""


@dataclass(frozen=True, slots=True)
class SettingQuestion:
    """One setting: how it is asked for, what it is where nothing is said, and what it may be."""

    name: str
    words: str
    default: str = ""
    check: Callable[[str], str] = str.strip
    secret: bool = False
    only_with: str = ""
    """The setting that must have been given for this one to matter."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The way that questions reach a person: openly, or without showing the answer."""

    open: Ask
    hidden: Ask
    say: Callable[[str], None]


def check_folder(text: str) -> str:
    """Return a folder as an absolute path; refuse a file and the folder of a demo."""
    path = Path(text).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise InvalidInput.because("is a file; name a folder for the data", file=path)
    if (path / MARK).exists():
        raise InvalidInput.because("is the folder of a demo; name another for the data", file=path)
    return str(path)


def check_address(text: str) -> str:
    """Return the address of the site without anything after the host name."""
    parts = urlsplit(text.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise InvalidInput.because(
            f"«{text}» is not the address of a site, such as https://loftet.example.no"
        )
    return f"{parts.scheme}://{parts.netloc}"


def check_database(text: str) -> str:
    """Return the address of a database; an empty one means SQLite in the data folder."""
    text = text.strip()
    if text and urlsplit(text).scheme not in {"postgresql", "postgres", "sqlite"}:
        cause = "the database must be postgresql://user:password@host/name, or nothing for SQLite"
        raise InvalidInput.because(cause)
    return text


def check_port(text: str) -> str:
    """Return the number of a port."""
    if not (NUMBER.fullmatch(text.strip()) and 0 < int(text) < 65_536):
        raise InvalidInput.because(f"«{text}» is not a port, such as 587")
    return text.strip()


def check_yes_or_no(text: str) -> str:
    """Return yes or no; nothing is left to the port."""
    answer = text.strip().lower()
    if answer and answer not in ("yes", "no"):
        raise InvalidInput.because(f"«{text}» is neither yes nor no")
    return answer


def check_email(text: str) -> str:
    """Return an e-mail address."""
    if not EMAIL.fullmatch(text.strip()):
        raise InvalidInput.because(f"«{text}» is not an e-mail address")
    return text.strip()


def check_sender(text: str) -> str:
    """Return who sends the letters: an e-mail address, with or without a name before it, or nothing."""
    text = text.strip()
    if text and not EMAIL.fullmatch(parseaddr(text)[1]):
        cause = f"«{text}» cannot be the sender of the letters: it is not an e-mail address"
        raise InvalidInput.because(cause)
    return text


def questions(default_data: Path) -> tuple[SettingQuestion, ...]:
    """Return the questions in order."""
    mail = "LOFTET_MAIL_HOST"
    return (
        SettingQuestion("LOFTET_DATA", "Folder for the data", str(default_data), check_folder),
        SettingQuestion("LOFTET_ADDRESS", "Address of the site", "http://localhost:8000", check_address),
        SettingQuestion("LOFTET_OPERATOR", "Who runs the site, such as Regionrådet for Hallingdal"),
        SettingQuestion("LOFTET_CONTACT", "How to reach them, such as an e-mail address"),
        SettingQuestion("LOFTET_DATABASE_URL", "PostgreSQL address (nothing: SQLite)", "", check_database),
        SettingQuestion(mail, "Mail server for letters (nothing: none yet)"),
        SettingQuestion("LOFTET_MAIL_PORT", "Its port", "587", check_port, only_with=mail),
        SettingQuestion(
            "LOFTET_MAIL_STARTTLS",
            "Encrypt the way there by STARTTLS (nothing: yes, but for port 465)",
            "",
            check_yes_or_no,
            only_with=mail,
        ),
        SettingQuestion("LOFTET_MAIL_USER", "User name there (nothing: none)", only_with=mail),
        SettingQuestion("LOFTET_MAIL_PASSWORD", "Password there", secret=True, only_with="LOFTET_MAIL_USER"),
        SettingQuestion("LOFTET_MAIL_FROM", "Sender of the letters", "", check_sender, only_with=mail),
    )


def answer(
    asked: Iterable[SettingQuestion],
    given: Mapping[str, str],
    before: Mapping[str, str],
    prompt: Prompt | None,
) -> dict[str, str]:
    """Return the settings: as given, or as answered, or as they were, or the defaults.

    Without a prompt nothing is asked.

    Raises:
        InvalidInput: when what was given cannot be used.
    """
    settings: dict[str, str] = {}
    for question in asked:
        if question.only_with and not settings.get(question.only_with):
            continue
        default = before.get(question.name, question.default)
        if question.name in given:
            text = question.check(given[question.name])
        elif prompt is None:
            text = question.check(default)
        else:
            text = ask(question, default, prompt)
        if text:
            settings[question.name] = text
    return settings


def ask(question: SettingQuestion, default: str, prompt: Prompt) -> str:
    """Ask until the answer can be used."""
    shown = "kept as it is" if question.secret else default
    words = f"{question.words} [{shown}]: " if default else f"{question.words}: "
    while True:
        try:
            text = (prompt.hidden if question.secret else prompt.open)(words).strip()
        except EOFError as ended:
            cause = "no answer could be read: answer with options and add --no-input"
            raise InvalidInput.because(cause) from ended
        try:
            return question.check(text or default)
        except InvalidInput as refused:
            prompt.say(str(refused))


def derive(settings: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that follow from the answers; existing ones stay while the address is the same."""
    address = settings["LOFTET_ADDRESS"]
    host = urlsplit(address).hostname or ""
    https = "yes" if address.startswith("https:") else "no"
    follows = {
        "LOFTET_HOSTS": ",".join(dict.fromkeys((host, *LOCAL))),
        "LOFTET_HTTPS": https,
        "LOFTET_BEHIND_PROXY": https,  # `loftet serve` speaks HTTP: a proxy has the certificate
    }
    if before.get("LOFTET_ADDRESS") == address:
        follows |= {name: before[name] for name in follows if name in before}
    follows["LOFTET_SECRET_KEY"] = before.get("LOFTET_SECRET_KEY") or secrets.token_urlsafe(50)
    return follows


def complete(settings: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the whole content of the file: answers, what follows from them, and its other settings."""
    asked = {question.name for question in questions(Path())}
    others = {name: value for name, value in before.items() if name not in asked}
    return {**settings, **others, **derive(settings, before)}
