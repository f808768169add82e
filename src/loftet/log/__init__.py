"""The log: who did what, when, and for whom; written by actions alone, never changed, readable."""
