"""What an attacker sends, and the words by which it is refused; each line is a case.

`docs/reference/abuse.md` lists them all; a test holds that it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

MATTER = {"title": "Mi", "language": "nn", "proposal": "Stjålen.", "version": "1"}
DELEGATED = {
    "decided_by": "eg",
    "document": "24/9",
    "day": "2026-01-01",
    "outcome": "adopted",
    "wording": "Ja.",
}
DECISION = {**DELEGATED, "decided": "does_not", "seen": "1"}
HALF = f"{timezone.localdate().year}-1"  # of the cohort, whatever the day
OURS = "/kull/{cohort}/deltakere/gol/"
NOT_PUBLIC = "There is no such matter, or it is not public."
OWN_STAND = "Where a municipality stands is recorded by its own top management."
DISQUALIFIED = "You have declared that you are disqualified"


@dataclass(frozen=True, slots=True)
class Case:
    """Who sends what to which address, and what they are told; nothing is sent where it is only read."""

    who: str
    address: str
    reason: str
    sent: Mapping[str, str] | None = field(default_factory=dict)
    status: int = 403


def hidden(who: str, address: str, sent: Mapping[str, str] | None = None) -> Case:
    """Return a case about a draft that is not there for who asks; nothing is sent where it is only read."""
    return Case(who, address, NOT_PUBLIC, sent, 404)


CASES: Mapping[str, Case] = {
    # Another municipality's draft, read and changed
    "reads-anothers-draft": hidden("neighbour", "/saker/{draft}/"),
    "reads-anothers-treatment": hidden("neighbour", "/saker/{draft}/behandlinger/{planned}/"),
    "takes-anothers-case-file": hidden("neighbour", "/saker/{draft}/innsyn.zip", {}),
    "revises-anothers-draft": hidden("neighbour", "/saker/{draft}/skriv/", MATTER),
    "withdraws-anothers-draft": hidden(
        "neighbour", "/saker/{draft}/trekk/", {"version": "1", "reason": "Eg vil."}
    ),
    "writes-for-another-municipality": Case(
        "neighbour", "/organisasjoner/gol/saker/ny/", "Matters are written by those who have a role", MATTER
    ),
    "plans-anothers-treatment": hidden(
        "neighbour",
        "/saker/{settled}/behandlinger/ny/",
        {"kind": "decision", "where": "{body}:"},
    ),
    "records-anothers-outcome": hidden(
        "neighbour",
        "/saker/{draft}/behandlinger/{planned}/utfall/",
        {"outcome": "rejected", "wording": "Nei.", "version": "1"},
    ),
    "renames-anothers-body": Case(
        "neighbour",
        "/organer/{body}/endre/",
        "Bodies and meeting plans are kept by",
        {"kind": "council", "name": "Mitt", "paper_days": "1", "counted_in": "working", "version": "1"},
    ),
    "ends-anothers-body": Case(
        "neighbour", "/organer/{body}/avslutt/", "Bodies and meeting plans are kept by", {"version": "1"}
    ),
    "cancels-anothers-meeting": Case(
        "neighbour",
        "/organer/{body}/moter/{meeting}/avlys/",
        "Bodies and meeting plans are kept by",
        {"version": "1"},
    ),
    "decides-anothers-participation": Case(
        "neighbour",
        f"{OURS}vedtak/",
        "Where a municipality stands is recorded by its own top management",
        DECISION,
    ),
    "ticks-for-another": Case(
        "neighbour",
        f"{OURS}sjekkliste/{{run}}/",
        "This page is for those who have a role in the municipality",
        {"item": "agree_volume"},
    ),
    "writes-anothers-hours": Case(
        "neighbour",
        f"{OURS}timer/",
        "This page is for those who have a role in the municipality",
        {"half": HALF, "hours": "7"},
    ),
    "changes-anothers-competence": Case(
        "neighbour",
        "/organisasjoner/gol/kompetanse/{competence}/",
        "Who can what is written by those who have a role in the municipality.",
        {"kind": "analysis", "function": "Min", "version": "1"},
    ),
    "a-firm-reads-a-draft": hidden("firm", "/saker/{draft}/"),
    "answers-anothers-report": Case(
        "neighbour",
        "/feilmeldinger/{report}/svar/",
        "This error report is for somebody else to answer.",
        {"text": "Rett nok.", "language": "nn", "version": "1"},
    ),
    "passes-on-anothers-report": Case(
        "neighbour",
        "/feilmeldinger/{report}/send-videre/",
        "This error report is for somebody else to answer.",
        {"to": "al", "version": "1"},
    ),
    # What is prepared, before it is taken up
    "decides-what-is-only-prepared": Case(
        "editor", "/saker/{waiting}/delegert/", "The matter waits until", DELEGATED
    ),
    "plans-what-is-only-prepared": Case(
        "editor",
        "/saker/{waiting}/behandlinger/ny/",
        "The matter waits until",
        {"kind": "decision", "where": "{body}:"},
    ),
    "coordinator-publishes-for-a-municipality": Case(
        "coordinator",
        "/saker/{waiting}/publiser/",
        "The matter waits until",
        {"version": "1"},
    ),
    # Higher than one's role
    "coordinator-decides-for-a-municipality": Case("coordinator", f"{OURS}vedtak/", OWN_STAND, DECISION),
    "delegated-role-decides-participation": Case("lent", f"{OURS}vedtak/", OWN_STAND, DECISION),
    "administrator-decides-participation": Case("administrator", f"{OURS}vedtak/", OWN_STAND, DECISION),
    "editor-decides-by-delegation": Case(
        "editor",
        "/saker/{draft}/delegert/",
        "Only the organisation's own top management decides by delegation.",
        DELEGATED,
    ),
    "delegated-role-records-minutes": Case(
        "lent",
        "/saker/{draft}/behandlinger/{planned}/utfall/",
        "What a body did is recorded by the organisation's own",
        {"outcome": "adopted", "wording": "Ja.", "version": "1"},
    ),
    "municipality-opens-a-phase": Case(
        "director", "/kull/{cohort}/faser/opne/", "A cohort is run by the facilitators", {"phase": "act"}
    ),
    "deletes-a-cohort-with-municipalities": Case(
        "coordinator",
        "/kull/{cohort}/slett/",
        "Municipalities have been invited to the cohort, so it stays.",
        {"version": "1"},
    ),
    "municipality-invites-itself-elsewhere": Case(
        "director", "/kull/{cohort}/inviter/", "A cohort is run by the facilitators", {"organisations": "gol"}
    ),
    "expired-delegation-writes": Case(
        "expired", "/organisasjoner/gol/saker/ny/", "Matters are written by those who have a role", MATTER
    ),
    "nobodys-person-writes-hours": Case(
        "nobody's",
        f"{OURS}timer/",
        "This page is for those who have a role in the municipality",
        {"half": HALF, "hours": "7"},
    ),
    "expired-invitation": Case(
        "nobody's", "/min-side/invitasjoner/{invitation}/", "The invitation has expired.", {"answer": "yes"}
    ),
    "delegated-role-invites-itself": Case(
        "lent",
        "/min-side/invitasjoner/{own_invitation}/",
        "Nobody can appoint themselves to this role.",
        {"answer": "yes"},
    ),
    "delegated-role-invites-a-friend": Case(
        "lent",
        "/organisasjoner/gol/inviter/",
        "Only administrators and top management decide who has a role in the organisation.",
        {"email": "other.address@hallingdal.example", "kind": "facilitator"},
    ),
    # The address of one thing under another
    "treatment-under-another-matter": Case(
        "neighbour",
        "/saker/{als}/behandlinger/{planned}/",
        "There is no such matter, or it is not public.",
        None,
        404,
    ),
    "outcome-under-another-matter": Case(
        "neighbour",
        "/saker/{als}/behandlinger/{planned}/utfall/",
        "There is no such matter, or it is not public.",
        {"outcome": "rejected", "wording": "Nei.", "version": "1"},
        404,
    ),
    "follow-up-under-another-matter": Case(
        "neighbour",
        "/saker/{als}/oppfolging/{follow_up}/",
        "The address may be misspelt, or what it led to may have moved. Nothing was lost.",
        {"text": "Mitt", "version": "1"},
        404,
    ),
    "meeting-under-another-body": Case(
        "director",
        "/organer/{youth}/moter/{meeting}/",
        "The address may be misspelt, or what it led to may have moved. Nothing was lost.",
        {"day": "2027-01-01", "version": "1"},
        404,
    ),
    "competence-under-another-municipality": Case(
        "neighbour",
        "/organisasjoner/al/kompetanse/{competence}/",
        "The address may be misspelt, or what it led to may have moved. Nothing was lost.",
        {"kind": "analysis", "function": "Min", "version": "1"},
        404,
    ),
    "matter-of-another-in-participation": Case(
        "director",
        f"{OURS}sak/{{als}}/",
        "The address may be misspelt, or what it led to may have moved. Nothing was lost.",
        {},
        404,
    ),
    "treatment-of-another-matter-in-participation": Case(
        "neighbour",
        "/kull/{cohort}/deltakere/al/betyr/{noted}/",
        "The address may be misspelt, or what it led to may have moved. Nothing was lost.",
        {"state": "takes_part", "seen": "0"},
        404,
    ),
    "phase-of-another-municipality": Case(
        "director",
        f"{OURS}sjekkliste/{{als_run}}/",
        "The phase is not open for this municipality.",
        {"item": "agree_volume"},
    ),
    # What cannot be
    "taking-for-information-is-no-participation": Case(
        "director",
        f"{OURS}betyr/{{noted}}/",
        "To take a matter for information is not to decide it.",
        {"state": "withdrew", "seen": "1"},
    ),
    "outcome-that-does-not-fit": Case(
        "director",
        "/saker/{draft}/behandlinger/{planned}/utfall/",
        "Select a valid choice. heard is not one of the available choices.",
        {"outcome": "heard", "wording": "Ja.", "version": "1"},
        422,
    ),
    "youth-council-decides": Case(
        "director",
        "/saker/{draft}/behandlinger/ny/",
        "The body is a hearing body: it gives a statement, and decides nothing.",
        {"kind": "decision", "where": "{youth}:"},
        422,
    ),
    "body-of-another-organisation-in-a-plan": Case(
        "neighbour",
        "/saker/{als}/behandlinger/ny/",
        "is not one of the available choices.",
        {"kind": "decision", "where": "{body}:"},
        422,
    ),
    "measure-that-is-counted-is-told": Case(
        "coordinator",
        "/kull/{cohort}/maling/participation/na/",
        "This is counted here, and is not told.",
        {"value": "300", "day": "2026-01-01", "source": "meg"},
        404,
    ),
    "more-hours-than-people-have": Case(
        "director",
        f"{OURS}timer/",
        "are more than ten people have in half a year",
        {"half": HALF, "hours": "90000"},
        422,
    ),
    "negative-hours": Case(
        "director",
        f"{OURS}timer/",
        "Hours are never below zero.",
        {"half": HALF, "hours": "-7"},
        422,
    ),
    "hours-that-are-no-number": Case(
        "director",
        f"{OURS}timer/",
        "Write a number, such as 0,5 or 12.",
        {"half": HALF, "hours": "NaN"},
        422,
    ),
    "more-votes-than-people": Case(
        "director",
        "/saker/{draft}/behandlinger/{planned}/utfall/",
        "Ensure this value is less than or equal to 9999.",
        {
            "outcome": "adopted",
            "wording": "Ja.",
            "votes_for": "99999999999999999999",
            "votes_against": "-1",
            "version": "1",
        },
        422,
    ),
    "oversized-text": Case(
        "director",
        "/organisasjoner/gol/saker/ny/",
        "Write at most 20000 characters; you have 20001.",
        {**MATTER, "facts": "x" * 20_001},
        422,
    ),
    "approves-anothers-report": Case(
        "neighbour",
        "/rapporter/gol/{draft_report}/steg/approve/",
        "There is no such report.",
        {"version": "1"},
        404,
    ),
    "coordinator-takes-back-a-report": Case(
        "coordinator",
        "/rapporter/gol/{public_report}/steg/withdraw/",
        "Only the municipality's own top management approves a report.",
        {"version": "1"},
    ),
    "report-to-a-stranger": Case(
        "director",
        "/rapporter/gol/{public_report}/send/",
        "Choose a post box of the municipality itself",
        {"address": "post@spam.example", "journal": "not_needed"},
        422,
    ),
    "follow-word-that-was-forged": Case(
        "director", "/varsler/folg/", "The button has expired, or was somebody else", {"thing": "forged"}
    ),
    "letter-word-that-was-forged": Case(
        "director", "/varsler/avmelding/1:forged/", "This link turns no letter off."
    ),
}
