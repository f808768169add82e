"""Words of addresses that open without signing in; nobody can forge them.

That of a team says which one, and is worth nothing for anything else. It changes the team until the day of
the meeting has passed; after that it only shows it, for two weeks. Three pages it opens longer: an answer
in writing, what came of the event, and a note to confirm.
"""

from loftet.core.signed import SignedKey

TEAM = SignedKey("loftet.meetings.team")
team_word, read_team_word = TEAM.word, TEAM.read
