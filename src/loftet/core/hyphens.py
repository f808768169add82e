"""Soft hyphens in the long words of headings: browsers rarely know where Norwegian words may break."""

import re

SHY = "\N{SOFT HYPHEN}"
# Where words that are put together, or are long, may break; the end of a word is free.
BREAKS = (
    *("sanitær-forhold", "lokal-samfunn", "infra-struktur", "rett-ferdighet", "vel-fungerende"),
    *("vel-fungerande", "institu-sjon", "klima-endring", "økonom-isk", "innova-sjon", "livs-kvalitet"),
    *("bære-kraftig", "bere-kraftig", "likestill-ing", "infra-structure", "institu-tion", "commun-ities"),
    *("partner-ship", "consump-tion", "material-gjen-vinning", "kommune-styret", "drikke-vann"),
    *("drikke-vatn", "syke-fravær", "sjuke-fråvær", "klima-gass-utslipp", "klima-gass-utslepp"),
    *("hushold-nings-avfall", "hushalds-avfall", "vann-lednings-nett", "vass-leid-nings-nett"),
)
WORDS = {one.replace("-", ""): one.split("-") for one in BREAKS}
FIND = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)), re.IGNORECASE)


def soft_hyphens(text: str) -> str:
    """Return a text whose long words may break.

    >>> soft_hyphens("Stoppe klimaendringene").replace(SHY, "-")
    'Stoppe klima-endringene'
    """
    return FIND.sub(lambda match: _broken(match[0]), text)


def _broken(word: str) -> str:
    parts, at = [], 0
    for part in WORDS[word.lower()]:
        parts.append(word[at : at + len(part)])
        at += len(part)
    return SHY.join(parts)
