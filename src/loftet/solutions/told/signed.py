"""The word of the address by which a firm answers what a coordinator has written in for it."""

from loftet.core.signed import SignedKey

ANSWER = SignedKey("loftet.solutions.told")
told_word, read_told_word = ANSWER.word, ANSWER.read
