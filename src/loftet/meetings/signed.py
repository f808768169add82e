"""Words of addresses that open without signing in; nobody can forge them.

That of a team says which one, and is worth nothing for anything else. It changes the team until the day of
the meeting has passed; after that it only shows it, for two weeks. Three pages it opens longer: an answer
in writing, what came of the event, and a note to confirm. A registration that waits to be confirmed has two:
the one that confirms it is in its letter alone, the other shows where that was sent.
"""

from loftet.core.signed import SignedKey

TEAM = SignedKey("loftet.meetings.team")
team_word, read_team_word = TEAM.word, TEAM.read
CONFIRM, SENT = SignedKey("loftet.meetings.confirm"), SignedKey("loftet.meetings.sent")
confirm_word, sent_word = CONFIRM.word, SENT.word
