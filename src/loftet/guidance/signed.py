"""The word of the address of an adviser's calendar, which opens without signing in; nobody can forge it."""

from loftet.core.signed import SignedKey

ADVISER = SignedKey("loftet.meetings.adviser")  # as addresses have it that people subscribe to
adviser_word, read_adviser_word = ADVISER.word, ADVISER.read
