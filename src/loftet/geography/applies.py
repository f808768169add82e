"""Rules for whether something applies to a place: `applies_to` against the place's tags."""


def applies(cell: str, tags: frozenset[str]) -> bool:
    """Check whether an indicator belongs to a place with these tags.

    >>> applies("", frozenset()), applies("oecd eu", frozenset({"eu"}))
    (True, True)
    >>> applies("!inland", frozenset({"inland"}))
    False
    """
    words = cell.split()
    wanted = [word for word in words if not word.startswith("!")]
    barred = [word[1:] for word in words if word.startswith("!")]
    return tags.isdisjoint(barred) and (not wanted or not tags.isdisjoint(wanted))
