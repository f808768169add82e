"""Every form in which somebody writes, with what fits it: others put in its place what does not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

HALF = f"{timezone.localdate().year}-1"  # of the cohort, whatever the day
OURS = "/kull/{cohort}/deltakere/gol/"
DAY = "2026-11-02"


@dataclass(frozen=True, slots=True)
class Form:
    """Who may send it, where to, and what fits; a field whose name is in `kept` is a choice or a version."""

    who: str
    address: str
    sent: Mapping[str, str]
    kept: frozenset[str] = frozenset(
        {"version", "kind", "language", "role", "where", "counted_in", "outcome"}
    )

    def with_all(self, text: str, day: str | None = None, number: str | None = None) -> dict[str, str]:
        """Return what is sent with a text, and if wanted a day and a number, in the place of every one."""
        return {name: self._one(name, fits, text, day, number) for name, fits in self.sent.items()}

    def _one(self, name: str, fits: str, text: str, day: str | None, number: str | None) -> str:
        if name in self.kept or not fits:
            return fits
        if fits == DAY or name in ("begins", "ends"):
            return day if day is not None and fits == DAY else fits
        if fits.isdigit():
            return fits if number is None else number
        return text or fits


FORMS: Mapping[str, Form] = {
    "matter": Form(
        "director",
        "/organisasjoner/gol/saker/ny/",
        {
            **dict.fromkeys(("title", "facts", "assessment", "economy", "proposal", "case_number"), "Tekst"),
            "language": "nn",
        },
    ),
    "revised matter": Form(
        "director",
        "/saker/{draft}/skriv/",
        {
            **dict.fromkeys(("title", "facts", "assessment", "economy", "proposal", "case_number"), "Tekst"),
            "language": "nn",
            "version": "1",
        },
    ),
    "body": Form(
        "director",
        "/organisasjoner/gol/organer/ny/",
        {"kind": "board", "name": "Styret", "paper_days": "10", "counted_in": "working"},
    ),
    "meeting": Form(
        "director",
        "/organer/{body}/moter/{later}/",
        {"day": DAY, "begins": "10:00", "place": "Salen", "paper_deadline": "", "version": "1"},
    ),
    "meeting's deadline": Form(
        "director",
        "/organer/{body}/moter/{later}/",
        {"day": DAY, "begins": "", "place": "Salen", "paper_deadline": DAY, "version": "1"},
    ),
    "meeting plan": Form("director", "/organer/{body}/moter/", {"days": DAY, "place": "Salen"}),
    "follow-up": Form(
        "director", "/saker/{draft}/oppfolging/", {"text": "Gjer det", "responsible": "rektor", "due": DAY}
    ),
    "outcome": Form(
        "director",
        "/saker/{draft}/behandlinger/{planned}/utfall/",
        {
            "outcome": "adopted",
            "day": DAY,
            "wording": "Ja.",
            "case_number": "1/26",
            "votes_for": "7",
            "votes_against": "2",
            "version": "1",
            "motion-TOTAL_FORMS": "1",
            "motion-INITIAL_FORMS": "0",
            "statement-TOTAL_FORMS": "1",
            "statement-INITIAL_FORMS": "0",
            "motion-0-moved_by": "Sp",
            "motion-0-wording": "Anna",
            "statement-0-said_by": "Rådet",
            "statement-0-text": "Vi meiner",
        },
        kept=frozenset(
            {
                "version",
                "outcome",
                "motion-TOTAL_FORMS",
                "motion-INITIAL_FORMS",
                "statement-TOTAL_FORMS",
                "statement-INITIAL_FORMS",
            }
        ),
    ),
    "delegated decision": Form(
        "director",
        "/saker/{draft}/delegert/",
        {
            "decided_by": "kommunedirektør",
            "document": "reglementet",
            "day": DAY,
            "outcome": "postponed",
            "wording": "Ja.",
            "case_number": "x",
        },
    ),
    "disqualified": Form("editor", "/saker/{settled}/inhabil/", {"reason": "Slekt"}),
    "disqualified in a cohort": Form("analyst", f"{OURS}inhabil/", {"reason": "Slekt"}),
    "hours": Form("director", f"{OURS}timer/", {"half": HALF, "hours": "2"}),
    "tick": Form(
        "director",
        f"{OURS}sjekkliste/{{run}}/",
        {"item": "agree_volume", "note": "Gjort"},
        frozenset({"item"}),
    ),
    "competence": Form(
        "director",
        "/organisasjoner/gol/kompetanse/",
        {"kind": "analysis", "function": "Rådgjevar", "about": "Tal", "version": "0"},
    ),
    "phase": Form(
        "coordinator", "/kull/{cohort}/faser/opne/", {"phase": "measure", "note": "Att"}, frozenset({"phase"})
    ),
    "day": Form(
        "coordinator",
        "/kull/{cohort}/kalender/ny/",
        {
            "kind": "gathering",
            "title": "Samling",
            "day": DAY,
            "begins": "10:00",
            "ends": "12:00",
            "where": "Gol",
            "link": "",
            "version": "0",
        },
    ),
    "whole day": Form(
        "coordinator",
        "/kull/{cohort}/kalender/ny/",
        {"kind": "deadline", "title": "Frist", "day": DAY, "version": "0"},
    ),
    "baseline": Form(
        "coordinator",
        "/kull/{cohort}/maling/jobs/start/",
        {"value": "2", "day": DAY, "source": "Teljing", "aim": "4", "aim_by": DAY, "version": "0"},
    ),
    "reading": Form(
        "coordinator", "/kull/{cohort}/maling/needs/na/", {"value": "2", "day": DAY, "source": "Teljing"}
    ),
    "cohort": Form(
        "coordinator",
        "/kull/{cohort}/endre/",
        {"name": "Kull", "about": "Om", "language": "nn", "begins": DAY, "ends": "", "version": "1"},
    ),
    "invitation": Form(
        "director", "/organisasjoner/gol/inviter/", {"email": "x@gol.example", "kind": "editor"}
    ),
    "delegation": Form(
        "director",
        "/organisasjoner/gol/fullmakt/",
        {"email": "x@al.example", "kind": "editor", "document": "24/3", "valid_from": DAY, "valid_to": DAY},
    ),
    "name": Form("director", "/min-side/konto/", {"name": "Eli", "telephone": "", "language": "nn"}),
    "leaving": Form("director", "/min-side/slutter/", {"last_day": DAY, "email": "x@gol.example"}),
    "access": Form(
        "", "/be-om-tilgang/", {"place": "1", "name": "Eli", "email": "x@gol.example", "text": ""}
    ),
    "followed": Form("director", "/varsler/folg/", {"thing": "ord"}),
    "code": Form("", "/logg-inn/kode/", {"code": "123456"}),
    "address": Form("", "/logg-inn/", {"email": "eli@gol.example"}),
}
# Pages on which what was written is read, by those who may read most of it.
READ = (
    "/",
    "/min-side/",
    "/min-side/konto/",
    "/min-side/data.json",
    "/min-side/opplysninger/",
    "/varsler/",
    "/varsler.csv",
    "/logg/gol/",
    "/organisasjoner/gol/",
    "/organisasjoner/gol/folk.csv",
    "/organisasjoner/gol/organer/",
    "/organisasjoner/gol/moter.ics",
    "/organisasjoner/gol/moter.csv",
    "/organer/{body}/",
    "/organer/{body}/moter.ics",
    "/organer/{body}/moter.csv",
    "/organisasjoner/gol/saker/",
    "/organisasjoner/gol/saker.csv",
    "/saker/{draft}/",
    "/saker/{draft}/behandlinger/{planned}/",
    "/saker/{draft}/innsyn/",
    "/kull/",
    "/kull.csv",
    "/kull/{cohort}/",
    "/kull/{cohort}/faser/",
    "/kull/{cohort}/oversikt/",
    "/kull/{cohort}/oversikt.csv",
    "/kull/{cohort}/kalender/",
    "/kull/{cohort}/kalender.ics",
    "/kull/{cohort}/kalender.csv",
    "/kull/{cohort}/arshjul/",
    "/kull/{cohort}/maling/",
    "/kull/{cohort}/maling.csv",
    "/kull/{cohort}/kompetanse/",
    "/kull/{cohort}/kompetanse.csv",
    "/kull/{cohort}/timer/",
    "/kull/{cohort}/timer.csv",
    OURS,
    f"{OURS}timer/",
    f"{OURS}timer.csv",
    "/organisasjoner/gol/kompetanse/",
)
