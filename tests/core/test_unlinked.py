"""A name of a stranger in a letter is nothing to press: in its text, its HTML, nor by mail programs."""

import re
import unicodedata

import pytest
from django.template.loader import render_to_string

from loftet.core.mail import Letter, unlinked

NAMES = {
    "bare domain": "Vinn evil.no",
    "in capitals": "VINN EVIL.NO",
    "with a path": "evil.no/vinn?a=1",
    "with a port": "evil.no:8080",
    "www": "www.evil.no",
    "www of one letter": "www.a.no",
    "www of a number": "www.1x.no",
    "number as a name": "1881.no",
    "scheme": "http://evil.no/x",
    "scheme without a domain": "https://evil",
    "scheme with one slash": "http:/evil.no",
    "another scheme": "ftp://evil.no, file:evil",
    "no scheme": "//evil.no/x",
    "network folder": "\\\\evil\\vinn",
    "letters beyond ASCII": "blåbær.no, почта.рф, भारत.भारत",
    "punycode": "xn--80a1acny.xn--p1ai",
    "picture as a name": "💩.la",
    "e-mail": "post@evil.no",
    "mailto": "mailto:post@evil.no",
    "telephone": "tel:+4782900000, sms:1963",
    "script": "javascript:alert(1)",
    "full-width signs": "evil．no／x, post＠evil．no, ｈｔｔｐ：／／evil",
    "small signs": "evil﹒no, post﹫evil․no",
    "ideographic full stop": "evil。no, evil｡no",
    "zero width before the dot": "evil\u200b.no",
    "zero width after the dot": "evil.\u200bno",
    "zero width in the scheme": "ht\u200btp:\u2060//evil",
    "soft hyphen": "ev\u00adil.n\u00ado",
    "variation selector": "evil.\ufe0fno",
    "right to left": "\u202eevil.no\u202c",
    "in signs": "(evil.no) <evil.no> «evil.no»",
    "two dots": "evil..com",
    "two lines": "Firma\n\nhttp://evil.no",
    "markdown": "[Vinn](http://evil.no)",
}
# What mail programs make links of by themselves: a scheme, «www.», a domain, an address, a network folder.
FOUND_BY_PROGRAMS = re.compile(
    r"\w:/|\b[a-z][a-z0-9+-]*:\S|//|\\\\|@|\bwww\.|\S[.\u3002]\w[^\W\d_]|[^\s\d][.\u3002]\w\w", re.IGNORECASE
)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_in_a_letter_is_nothing_to_press(name: str) -> None:
    shown = unlinked(name)
    letter = Letter("ola@example.no", "Påmeldt", f"Hei.\n\n- {shown}: har plass\n", language="nb")
    html = render_to_string("core/letters/letter.html", {"letter": letter})
    assert "<a " not in html
    assert shown in letter.text
    assert FOUND_BY_PROGRAMS.findall(shown) == []
    assert [sign for sign in shown if unicodedata.category(sign) in ("Cf", "Cc")] == []


@pytest.mark.parametrize(
    "name",
    [
        "Blomst AS",
        "Åse O'Brien-Øvre",
        "A.B. Hansen",
        "Rens 2.0",
        "kl. 10.30 og 8:30",
        "St. Olav",
        "24/7 Drift",
    ],
)
def test_a_name_that_nobody_takes_for_an_address_stays_as_it_is(name: str) -> None:
    assert unlinked(name) == name
