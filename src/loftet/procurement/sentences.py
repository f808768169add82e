"""The demands of the rules in words: what applies, what does not, and what it depends on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from loftet.core.words import Words
from loftet.methods.procurement.consequences import NOT_APPLICABLE
from loftet.methods.procurement.rows import DatedRow
from loftet.procurement.check import SECTOR, Demands, book, shown, source_of
from loftet.procurement.models import Activity, Procurement

YES, NO, OTHER = True, False, None
MOST_SHOWN = 8  # demands that are not folded, with what depends on missing facts
PARTS: dict[str, Words] = {
    "outside": gettext_lazy("Outside the Act: be businesslike, and note why you chose as you did"),
    "part1": gettext_lazy("Part I of the regulation: a simple competition, well documented"),
    "part2": gettext_lazy("Part II of the regulation: a national competition"),
    "part3": gettext_lazy("Part III of the regulation: a competition in the whole EEA"),
    "part4": gettext_lazy("Part IV of the regulation: health and social services"),
    "sector": gettext_lazy("The regulation on utilities"),
}
SAID: dict[str, dict[Any, Words]] = {
    "notice": {
        "none": gettext_lazy("No duty to announce"),
        "national": gettext_lazy("Announce it on Doffin"),
        "eea": gettext_lazy("Announce it on Doffin and in TED"),
    },
    "climate_duty": {
        YES: gettext_lazy("The climate rule is a duty"),
        NO: gettext_lazy("The climate rule is no duty here"),
        "guidance": gettext_lazy("The climate rule is advice here"),
    },
    "climate_mode_valid": {
        YES: gettext_lazy("The climate choice is filled in as the rule asks"),
        NO: gettext_lazy("The climate choice is not filled in as the rule asks"),
    },
    "deadlines": {NO: gettext_lazy("No shortest time limit is set: give firms enough time")},
    "wage_clause": {
        YES: gettext_lazy("The contract must have the clause on pay and working conditions"),
        NO: gettext_lazy("The clause on pay is no duty here"),
    },
    "apprentice_clause": {
        YES: gettext_lazy("The contract must have the clause on apprentices"),
        NO: gettext_lazy("The clause on apprentices is no duty here"),
    },
    "standstill": {NO: gettext_lazy("No days to wait before the contract is signed")},
    "max_value": {YES: gettext_lazy("The notice must say the maximum value")},
    "splitting": {NO: gettext_lazy("It is not divided into lots")},
}
NOT_HERE: dict[str, Words] = {
    "climate_mode_valid": gettext_lazy("No climate choice is asked for"),
    "max_value": gettext_lazy("No maximum value: it is no framework agreement"),
    "protocol": gettext_lazy("No protocol: a note with the reasons is enough"),
}
# The file of rules names a regulation in one form of the language.
PARAGRAPHS: dict[Any, Words] = {
    "forsyningsforskriften § 7-1": gettext_lazy("§ 7-1 of the utilities regulation"),
}
SUBJECTS: dict[str, Words] = {
    "scope": gettext_lazy("Which part of the regulation applies"),
    "notice": gettext_lazy("Where it is announced"),
    "climate_duty": gettext_lazy("Whether the climate rule is a duty"),
    "climate_mode_valid": gettext_lazy("Whether the climate choice holds"),
    "deadlines": gettext_lazy("The shortest time limits"),
    "splitting": gettext_lazy("Whether lots are added up"),
    "wage_clause": gettext_lazy("Whether the clause on pay is a duty"),
    "apprentice_clause": gettext_lazy("Whether the clause on apprentices is a duty"),
    "standstill": gettext_lazy("How long you wait before you sign"),
    "protocol": gettext_lazy("Which protocol is asked for"),
    "max_value": gettext_lazy("Whether the notice says a maximum"),
}
FIELDS: dict[str, Words] = {
    "value": pgettext_lazy("depends on", "the value"),
    "buyer": pgettext_lazy("depends on", "what the purchase serves"),
    "lots": pgettext_lazy("depends on", "whether it is divided into lots"),
    "framework": pgettext_lazy("depends on", "whether it is a framework agreement"),
    "months": pgettext_lazy("depends on", "how many months it lasts"),
    "hours_relevant_for_apprentices": pgettext_lazy("depends on", "whether apprentices have work in it"),
    "benefit": pgettext_lazy("depends on", "who has the benefit of the research"),
    "payment": pgettext_lazy("depends on", "who pays for the research"),
    "environment": pgettext_lazy("depends on", "the climate choice"),
    "environment.mode": pgettext_lazy("depends on", "the climate choice"),
    "environment.weight": pgettext_lazy("depends on", "what climate weighs"),
    "environment.rank": pgettext_lazy("depends on", "the place of climate among the criteria"),
    "table": pgettext_lazy("depends on", "a rule of that day, which is not here"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A demand in words, whether it asks for something, and the row that is cited."""

    words: Words
    asks: bool
    row: DatedRow | None = None

    @property
    def source(self) -> str:
        """Return where the row was read."""
        return source_of(self.row) if self.row else ""

    def must_be_checked(self, today: date) -> bool:
        """Check whether the row is not primary, or was checked too long ago."""
        return self.row is not None and self.row.is_uncertain(today)


@dataclass(frozen=True, slots=True)
class DependsLine:
    """Something that is not answered, and the facts that it depends on."""

    words: Words
    fields: Sequence[Words]


def lines_of(demands: Demands) -> list[Line]:
    """Return what is answered: first what asks for something, then what does not apply."""
    checked = demands.checked
    found = []
    for key in shown(checked):
        answer = checked.consequences.get(key) or checked.not_applicable[key]
        row = answer.rows[0] if answer.rows else None
        asks = answer.value not in (False, "none") and answer.value is not NOT_APPLICABLE
        found.append(Line(_said(key, answer.value), asks, row))
    return sorted(found, key=lambda one: not one.asks)


def uncertain_first(lines: Iterable[Line], today: date) -> list[tuple[Line, bool]]:
    """Return demands, each with whether somebody must check its row: those first, else in the same order."""
    return sorted(((one, one.must_be_checked(today)) for one in lines), key=lambda pair: not pair[1])


def first_demands(lines: Sequence[Line], others: int) -> list[Line]:
    """Return the demands that are not folded: at most eight with the `others` that stand over them."""
    return [one for one in lines if one.asks][: max(MOST_SHOWN - others, 0)]


def _said(key: str, value: Any) -> Words:
    if value is NOT_APPLICABLE:
        return NOT_HERE[key]
    if key == "scope":
        return PARTS[value]
    if key == "splitting" and value is not False:
        return _("All lots together decide which rules apply")
    if key == "protocol":
        return _("Write a protocol by %(paragraph)s") % {"paragraph": PARAGRAPHS.get(value, value)}
    if key == "deadlines" and isinstance(value, dict):
        return _("At least %(days)d days for tenders") % {"days": value["tenders"]}
    if key == "standstill" and value is not False:
        return _("Wait %(days)d days after the award before you sign") % {"days": value}
    return SAID[key][value]


def activity_line(procurement: Procurement) -> Line | None:
    """Return what follows from the activity that is served, with its source; None while unanswered."""
    if not procurement.activity:
        return None
    day = procurement.day
    row = book().rule("scope", SECTOR, "", day)
    if procurement.activity == Activity.OWN:
        return Line(_("It serves none of what utilities do: the rules follow who buys"), asks=False, row=row)
    what = str(procurement.get_activity_display())
    words = _(
        "It serves %(what)s: from the lowest amount of the Act, utilities' rules hold, whatever the buyer"
    )
    return Line(words % {"what": what[:1].lower() + what[1:]}, asks=True, row=row)


def depends_of(demands: Demands) -> list[DependsLine]:
    """Return what depends on facts that are not known."""
    found: dict[str, list[Words]] = {}
    for key, field in demands.checked.depends_on:
        if key in SUBJECTS and not (key == "splitting" and demands.is_small):
            found.setdefault(key, []).append(FIELDS.get(field, FIELDS["value"]))
    return [DependsLine(SUBJECTS[key], list(dict.fromkeys(fields))) for key, fields in found.items()]


def uncertain_line(demands: Demands) -> str:
    """Return how many rows somebody must check before they are relied on, in one line."""
    if not demands.uncertain or demands.oldest is None:
        return ""
    count = len(demands.uncertain)
    words = ngettext(
        "%(count)d rule was not read in the law itself, or is checked too seldom. Last check: %(day)s.",
        "%(count)d rules were not read in the law itself, or are checked too seldom. First check: %(day)s.",
        count,
    )
    return words % {"count": count, "day": date_format(demands.oldest, "j. F Y")}
