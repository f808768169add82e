"""Who may what: one line for each address and each way of asking.

The pages of `loftet.core.pages` are named in the `example()` of their app; every other address needs a line
here, and `tests/test_access_matrix.py` fails until it has one. A line names who is let in; all others get
403, and those who are not signed in are led to sign in. `words` are the parts of the address that differ from
`WORDS`, `sent` is what a form sends, `answer` what those who are let in get.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loftet.core.testing import page_classes
from loftet.people.models import RoleKind

NOBODY, NO_ROLE = "nobody is signed in", "signed in, no role"
# Roles of one's own in Gol kommune, in the region's council, in another municipality; and lent by Gol.
OWN = tuple(f"gol: {kind}" for kind in RoleKind)
COUNCIL = tuple(f"council: {kind}" for kind in RoleKind)
ELSEWHERE = ("oslo: top_management", "oslo: administrator", "firm: top_management")
LENT = ("lent: facilitator", "lent: procurement_officer")
EVERYBODY = (NOBODY, NO_ROLE, *OWN, *COUNCIL, *ELSEWHERE, *LENT)
SIGNED_IN = EVERYBODY[1:]

DECIDES = frozenset({"gol: top_management", "gol: administrator"})

WORDS: Mapping[str, object] = {
    "place": "gol",
    "goal": "6",
    "key": "leakage",
    "slug": "gol",
    "organisation": "gol",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Who is let in at an address that is asked in one way."""

    let_in: frozenset[str]
    method: str = "GET"
    answer: int = 200
    denied: int = 403
    words: Mapping[str, object] = field(default_factory=dict)
    query: str = ""
    sent: Mapping[str, str] = field(default_factory=dict)


def is_open(answer: int = 200, query: str = "", **words: object) -> tuple[Line, ...]:
    """Return the line of a page that everybody reads."""
    return (Line(frozenset(EVERYBODY), answer=answer, words=words, query=query),)


def reads(let_in: frozenset[str], **words: object) -> Line:
    """Return the line of a page that some read."""
    return Line(let_in, words=words)


def sends(
    let_in: frozenset[str], answer: int = 302, denied: int = 403, sent: Mapping[str, str] | None = None
) -> Line:
    """Return the line of a form or a button that some may send."""
    return Line(let_in, "POST", answer, denied, sent=sent or {})


OPEN, ANYBODY_SIGNED_IN, NO_ONE = is_open(), frozenset(SIGNED_IN), frozenset[str]()
OPEN_REGION = is_open(place="hallingdal")

TABLE: Mapping[str, tuple[Line, ...]] = {
    # The site
    "front": OPEN,
    "search": OPEN,
    "places_near": OPEN,
    "about": OPEN,
    "privacy": OPEN,
    "accessibility": OPEN,
    "robots": OPEN,
    "catalogue": OPEN,
    "ocds": OPEN,
    "operations": (reads(DECIDES),),  # Gol runs the site in these tests
    "send_letter_again": (sends(DECIDES),),
    # Signing in: who is signed in is redirected
    "sign_in": (Line(frozenset({NOBODY}), denied=302), Line(frozenset({NOBODY}), "POST", 422, 302)),
    "sign_in_code": (Line(frozenset(EVERYBODY), answer=302), Line(frozenset(EVERYBODY), "POST", 302)),
    "begin_passkey": (sends(frozenset(EVERYBODY), 200),),
    "sign_in_by_passkey": (sends(frozenset(EVERYBODY), 403),),  # nobody has answered by a key
    "sign_in_outside": is_open(404, service="ansattporten"),  # no service is named in these tests
    "outside_answer": is_open(404, service="ansattporten"),
    "sign_out": (sends(frozenset(EVERYBODY)),),
    "signed_out": OPEN,
    "kept_form": (reads(ANYBODY_SIGNED_IN),),
    "sign_out_everywhere": (sends(ANYBODY_SIGNED_IN),),
    # One's own page
    "my_page": (reads(ANYBODY_SIGNED_IN),),
    "account": (
        reads(ANYBODY_SIGNED_IN),
        sends(ANYBODY_SIGNED_IN, sent={"name": "Kari", "language": "nn"}),
    ),
    "my_record": (reads(ANYBODY_SIGNED_IN),),
    "my_data": (reads(ANYBODY_SIGNED_IN),),
    "new_passkey": (sends(ANYBODY_SIGNED_IN, 200),),
    "add_passkey": (sends(ANYBODY_SIGNED_IN, 403),),  # no key has been made
    "tie_outside": (Line(ANYBODY_SIGNED_IN, "POST", 404, words={"service": "ansattporten"}),),
    "untie_outside": (Line(ANYBODY_SIGNED_IN, "POST", 404, words={"service": "ansattporten"}),),
    "erase_me": (reads(ANYBODY_SIGNED_IN), sends(ANYBODY_SIGNED_IN, sent={"sure": "on"})),
    # … and what is somebody else's
    "remove_passkey": (sends(NO_ONE, denied=404),),
    # Notices: who has the word has had the letter; a made-up word is refused in tests/notices/test_letters.py
    "letter_off": (Line(frozenset(EVERYBODY)), Line(frozenset(EVERYBODY), "POST")),
    # Pages of status
    "municipalities": OPEN,
    "municipalities_csv": OPEN,
    "municipality": OPEN,
    "municipality_csv": OPEN,
    "municipality_xlsx": OPEN,
    "municipality_figures": OPEN,
    "municipality_sheet": OPEN,
    "municipality_work": OPEN,
    "municipality_presentation": OPEN,
    "share_front": OPEN,
    "share_municipality": OPEN,
    "share_region": OPEN_REGION,
    "share_indicator": OPEN,
    "share_goal": OPEN,
    "data": OPEN,
    "data_csv": OPEN,
    "data_parquet": OPEN,
    "data_excel": OPEN,
    "municipality_goal": OPEN,
    "municipality_goal_csv": OPEN,
    "goals": OPEN,
    "goals_csv": OPEN,
    "goal": OPEN,
    "goal_csv": OPEN,
    "indicators": OPEN,
    "indicators_csv": OPEN,
    "indicator": OPEN,
    "indicator_csv": OPEN,
    "indicator_metadata": OPEN,
    "indicator_json": OPEN,
    "indicator_zip": OPEN,
    "indicator_svg": is_open(query="?sted=gol"),
    "indicator_png": is_open(query="?sted=gol"),
    "indicator_map_svg": OPEN,
    "indicator_figure": is_open(query="?sted=gol"),
    "indicator_map_figure": OPEN,
    "indicator_map": OPEN,
    "regions": OPEN,
    "regions_csv": OPEN,
    "region": OPEN_REGION,
    "region_presentation": OPEN_REGION,
    "region_csv": OPEN_REGION,
    "region_xlsx": OPEN_REGION,
    "comparison": OPEN,
    "comparison_csv": is_open(query="?sted=gol&sted=al"),
    "comparison_xlsx": is_open(query="?sted=gol&sted=al"),
    "explore": OPEN,
    "explore_csv": OPEN,
    "explore_xlsx": OPEN,
    "explore_svg": is_open(query="?vis=fordeling"),
    "explore_png": is_open(query="?vis=fordeling"),
    "coverage": OPEN,
    "coverage_csv": OPEN,
    "whats_new": OPEN,
    "method": OPEN,
}


def methods_by_name() -> Mapping[str, frozenset[str]]:
    """Return how each address of the site is asked: GET, POST or both."""
    pages = {name: {one.upper() for one in view.http_method_names} for name, view in page_classes()}
    asked = {name: {line.method for line in lines} for name, lines in TABLE.items()}
    return {name: frozenset({"GET", "POST"} & methods) for name, methods in (pages | asked).items()}
