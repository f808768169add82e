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

MANAGEMENT = frozenset({"gol: top_management"})
DECIDES = MANAGEMENT | {"gol: administrator"}
TAKES_PART = frozenset({*OWN, *LENT})
# In Gol: who keeps bodies, and who writes matters.
KEEPS_BODIES = frozenset(
    f"gol: {kind}" for kind in ("top_management", "administrator", "editor", "planner", "facilitator")
) | {"lent: facilitator"}
WRITES = (
    KEEPS_BODIES
    | frozenset(
        f"gol: {kind}" for kind in ("business_adviser", "procurement_officer", "sustainability_coordinator")
    )
    | {"lent: procurement_officer"}
)
LEADS = frozenset({"council: facilitator"})
# The council's facilitator begins a municipality that nobody leads; Gol is led by somebody in these tests.
APPOINTS = DECIDES
# Those who run the cohort that the council leads; a partner or a county would lead its own.
RUNS = frozenset({"council: facilitator"})
IN_COHORT = TAKES_PART | RUNS

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


def in_cohort(
    let_in: frozenset[str],
    method: str = "GET",
    answer: int = 200,
    denied: int = 403,
    sent: Mapping[str, str] | None = None,
) -> Line:
    """Return the line of a page of the cohort «kull-1»."""
    return Line(let_in, method, answer, denied, words=KULL, sent=sent or {})


def reads(let_in: frozenset[str], **words: object) -> Line:
    """Return the line of a page that some read."""
    return Line(let_in, words=words)


def sends(
    let_in: frozenset[str], answer: int = 302, denied: int = 403, sent: Mapping[str, str] | None = None
) -> Line:
    """Return the line of a form or a button that some may send."""
    return Line(let_in, "POST", answer, denied, sent=sent or {})


def is_open_matter(name: str) -> tuple[Line, ...]:
    """Return the line of a page of a public matter.

    A name that stands for a made thing is looked up there.
    """
    return (Line(frozenset(EVERYBODY), words={"matter": name}),)


OPEN, ANYBODY_SIGNED_IN, NO_ONE = is_open(), frozenset(SIGNED_IN), frozenset[str]()
KULL = {"slug": "kull-1", "organisation": "gol", "treatment": "unexplained"}
OPEN_REGION = is_open(place="hallingdal")

TABLE: Mapping[str, tuple[Line, ...]] = {
    # The site
    "front": OPEN,
    "about": OPEN,
    "privacy": OPEN,
    "accessibility": OPEN,
    "robots": OPEN,
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
    "sign_out_everywhere": (sends(ANYBODY_SIGNED_IN),),
    # One's own page
    "my_page": (
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
    "indicator_map_svg": OPEN,
    "indicator_figure": is_open(query="?sted=gol"),
    "indicator_map_figure": OPEN,
    "indicator_map": is_open(404),  # the small study is drawn without outlines
    "regions": OPEN,
    "regions_csv": OPEN,
    "region": OPEN_REGION,
    "region_csv": OPEN_REGION,
    "region_xlsx": OPEN_REGION,
    "comparison": OPEN,
    "comparison_csv": is_open(query="?sted=gol&sted=al"),
    "comparison_xlsx": is_open(query="?sted=gol&sted=al"),
    "coverage": OPEN,
    "coverage_csv": OPEN,
    "whats_new": OPEN,
    "method": OPEN,
    # The programme: cohorts, who takes part, phases, how all stand
    "partnership": is_open(slug="loftet"),
    "cohort": is_open(slug="kull-1"),
    "phases": is_open(slug="kull-1"),
    "new_cohort": (reads(RUNS), sends(RUNS, 422)),
    "change_cohort": (in_cohort(RUNS), in_cohort(RUNS, "POST", 422)),
    "invite_to_cohort": (in_cohort(RUNS), in_cohort(RUNS, "POST", 422)),
    "overview": (in_cohort(RUNS),),
    "overview_csv": (in_cohort(RUNS),),
    "for_all": (in_cohort(RUNS), in_cohort(RUNS, "POST", 422)),
    "open_phase": (in_cohort(RUNS, "POST", 302, sent={"phase": "act"}),),
    "close_phase": (in_cohort(RUNS, "POST", 302, sent={"version": "1"}),),
    "participation": (in_cohort(IN_COHORT),),
    "decide_participation": (in_cohort(MANAGEMENT), in_cohort(MANAGEMENT, "POST", 422)),
    "say_meaning": (in_cohort(MANAGEMENT, "POST", 422),),
    "name_roles": (in_cohort(APPOINTS), in_cohort(APPOINTS, "POST", 422)),
    "choose_matter": (in_cohort(MANAGEMENT, "POST", 302),),
    "disqualify_participation": (in_cohort(IN_COHORT, "POST", 302),),
    "tick_off": (in_cohort(TAKES_PART, "POST", 302, sent={"item": "agree_volume"}),),
    # Bodies and their meetings are public
    "bodies": OPEN,
    "organisation_calendar": OPEN,
    "organisation_meetings_csv": OPEN,
    "body": OPEN,
    "body_calendar": OPEN,
    "body_csv": OPEN,
    "new_body": (reads(KEEPS_BODIES), sends(KEEPS_BODIES, 422)),
    "change_body": (reads(KEEPS_BODIES), sends(KEEPS_BODIES, 422)),
    "finish_body": (sends(KEEPS_BODIES, sent={"version": "1"}),),
    "plan_meetings": (reads(KEEPS_BODIES), sends(KEEPS_BODIES, 422)),
    "change_meeting": (reads(KEEPS_BODIES), sends(KEEPS_BODIES, 422)),
    "cancel_meeting": (sends(KEEPS_BODIES, sent={"version": "1"}),),
    # Matters: the one here is a draft of Gol's own
    "new_matter": (reads(WRITES), sends(WRITES, 422)),
    "matter": (reads(TAKES_PART), *is_open_matter("public_matter")),
    "revise_matter": (reads(WRITES), sends(WRITES, 422)),
    "take_up_matter": (
        Line(MANAGEMENT, "POST", 302, words={"matter": "prepared_matter"}, sent={"version": "1"}),
    ),
    "publish_matter": (reads(MANAGEMENT), sends(MANAGEMENT, 422)),
    "withdraw_matter": (reads(WRITES), sends(WRITES, 422)),
    "declare_disqualified": (sends(TAKES_PART),),
    "note_departure": (reads(TAKES_PART), sends(TAKES_PART, 422)),
    "ask_for_access": (reads(TAKES_PART),),
    "access_zip": (sends(TAKES_PART, 422),),
    "tracking": is_open_matter("regional_matter"),
    "tracking_csv": is_open_matter("regional_matter"),
    "lead_out": (
        Line(LEADS, words={"matter": "regional_matter"}),
        Line(LEADS, "POST", 422, words={"matter": "regional_matter"}),
    ),
}


def methods_by_name() -> Mapping[str, frozenset[str]]:
    """Return how each address of the site is asked: GET, POST or both."""
    pages = {name: {one.upper() for one in view.http_method_names} for name, view in page_classes()}
    asked = {name: {line.method for line in lines} for name, lines in TABLE.items()}
    return {name: frozenset({"GET", "POST"} & methods) for name, methods in (pages | asked).items()}
