"""Words of addresses that open without signing in; nobody can forge them.

That of a team says which one, and is worth nothing for anything else. It changes the team until the day of
the meeting has passed; after that it only shows it, for two weeks. Three pages it opens longer: an answer
in writing, what came of the event, and a note to confirm. That of an adviser opens the calendar of the
talks, and nothing else.
"""

from django.core import signing

TEAM, ADVISER = "loftet.meetings.team", "loftet.meetings.adviser"


def team_word(team: int) -> str:
    """Return the word of a team."""
    return _word(TEAM, team)


def read_team_word(word: str) -> int | None:
    """Return which team a word is for; none if it was not made here for that."""
    return _read(TEAM, word)


def adviser_word(adviser: int) -> str:
    """Return the word of an adviser."""
    return _word(ADVISER, adviser)


def read_adviser_word(word: str) -> int | None:
    """Return which adviser a word is for; none if it was not made here for that."""
    return _read(ADVISER, word)


def _word(salt: str, key: int) -> str:
    return signing.Signer(salt=salt).sign_object(key)


def _read(salt: str, word: str) -> int | None:
    try:
        key = signing.Signer(salt=salt).unsign_object(word)
    except (signing.BadSignature, ValueError):
        return None
    return key if isinstance(key, int) else None
