"""The lives that KLASS tells, brought together with the places the catalogue knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from loftet.geography.slugs import slug
from loftet.invalid_input import Problem
from loftet.sources.klass.answers import Classification
from loftet.sources.klass.catalogue_file import CatalogueFile
from loftet.sources.klass.history import History, Life, Spell

SUFFIX = {Classification.MUNICIPALITIES: "", Classification.COUNTIES: "-fylke"}
LOST_LETTER = "?"  # what KLASS's CSV holds where ISO-8859-1 has no letter, as in «Kárá?johka»


@dataclass(slots=True)
class Merger:
    """The catalogue's files while a history is worked into them; `notes` are for the reader."""

    codes: CatalogueFile
    changes: CatalogueFile
    named: Mapping[Classification, CatalogueFile]
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, history: History) -> None:
        """Merge one history: places, their codes, and the steps between them."""
        self._demand_all_known(history)
        owners: dict[str, Life] = {}
        for life in history.lives if history.first < history.last else ():
            found = sorted({row["place"] for row in self._rows_of(life)})
            if len(found) > 1:
                cause = f"KLASS has {_told(life)} as one place, the catalogue as {' and '.join(found)}"
                self.problems.append(Problem(cause, self.codes.name))
            elif found and found[0] in owners:
                cause = f"KLASS has «{found[0]}» as two: {_told(owners[found[0]])}, and {_told(life)}"
                self.problems.append(Problem(cause, self.codes.name))
            else:
                place = found[0] if found else self._new_place(life, history)
                owners[place] = life
                self._compare_name(place, life, history)
                self._dated(place, life, history)
        self._steps(history)

    def _demand_all_known(self, history: History) -> None:
        """Compare the codes of the last day; without changes that is all that can be done."""
        kind = {row["place"] for row in self.named[history.kind].rows}
        mine = {row["code"] for row in self.codes.rows if _holds(row, history.last) and row["place"] in kind}
        told = {spell.code: spell.name for life in history.lives for spell in life.spells}
        for code in sorted(mine - told.keys() - history.untold):
            cause = f"the catalogue has {code} on {history.last}, KLASS has not"
            self.problems.append(Problem(cause, self.codes.name))
        for code in sorted(told.keys() - mine) if history.first == history.last else ():
            cause = (
                f"KLASS has {code} {told[code]} on {history.last}, the catalogue has not; get the changes too"
            )
            self.problems.append(Problem(cause, self.codes.name))

    # -- places --------------------------------------------------------------------------------------------

    def _rows_of(self, life: Life) -> list[dict[str, str]]:
        spells = {spell.code: spell for spell in life.spells}
        return [row for row in self.codes.rows if (spell := spells.get(row["code"])) and _overlap(row, spell)]

    def _new_place(self, life: Life, history: History) -> str:
        """Name a place that the catalogue does not know, with a slug of its own."""
        taken = {row["place"] for file in self.named.values() for row in file.rows}
        name, suffix = life.name, SUFFIX[history.kind]
        if LOST_LETTER in name:
            cause = (
                f"the name «{name}» of {life.spells[-1].code} has lost letters; ask for JSON instead of CSV"
            )
            self.problems.append(Problem(cause))
        if slug(name) + suffix in taken:
            name = f"{name} (til {life.end.year})" if life.end else f"{name} ({life.spells[-1].code[:2]})"
        word = slug(name) + suffix
        if word in taken:  # two of a name ended in one year
            word = f"{slug(name)}-{life.spells[-1].code}{suffix}"
        if " - " in name:
            self.notes.append(
                f"«{word}»: {name} is several languages; say which is the name, which are others"
            )
        self.named[history.kind].add(place=word, name=name)
        return word

    def _compare_name(self, place: str, life: Life, history: History) -> None:
        """Report a name that the catalogue lacks; names are edited by hand and never changed here."""
        row = next((one for one in self.named[history.kind].rows if one["place"] == place), None)
        if row is None:
            self.problems.append(Problem(f"«{place}» is no {history.kind.name.lower()}", self.codes.name))
            return
        known = {slug(name) for name in (row["name"].partition(" (")[0], *row["other_names"].split(";"))}
        plain = life.name.partition(" (")[0]
        told = {slug(part) for part in (*plain.split(" - "), plain)}
        if not known & told and LOST_LETTER not in life.name:
            self.notes.append(f"«{place}»: KLASS calls {life.spells[-1].code} «{life.name}»")

    # -- codes and steps -----------------------------------------------------------------------------------

    def _dated(self, place: str, life: Life, history: History) -> None:
        mine = [row for row in self.codes.rows if row["place"] == place]
        told = {spell.code for spell in life.spells}
        for row in mine:
            if row["code"] not in told and _starts(row) < history.last and _ends(row) > history.first:
                cause = f"the catalogue gives «{place}» the code {row['code']}, KLASS gives it {_told(life)}"
                self.problems.append(Problem(cause, self.codes.name))
        for spell in life.spells:
            same = next((one for one in mine if one["code"] == spell.code and _overlap(one, spell)), None)
            if same is None:
                dates = {"valid_from": spell.start.isoformat(), "valid_to": _day(spell.end)}
                self.codes.add(place=place, code=spell.code, **dates)
            else:
                _set_dates(same, spell, history)

    def _steps(self, history: History) -> None:
        known = {(row["old_code"], row["new_code"], row["date"]): row for row in self.changes.rows}
        for step in history.steps:
            row = known.get((step.old_code, step.new_code, step.date.isoformat()))
            if row is None:
                self.changes.add(
                    old_code=step.old_code,
                    new_code=step.new_code,
                    date=step.date.isoformat(),
                    kind=step.kind.value,
                )
            elif row["kind"] != step.kind.value:
                cause = f"{step.old_code} to {step.new_code} is «{row['kind']}», by KLASS «{step.kind.value}»"
                self.problems.append(Problem(cause, self.changes.name))

    def order(self) -> None:
        """Sort the rows as the files do, and make the country as old as its oldest code."""
        oldest = min((row["valid_from"] for row in self.codes.rows), default="")
        for row in self.codes.rows:
            if row["code"] == "NO":
                row["valid_from"] = oldest
        self.codes.sort(lambda row: (row["code"] != "NO", len(row["code"]), row["code"], row["valid_from"]))
        self.changes.sort(lambda row: (len(row["old_code"]), row["date"], row["old_code"], row["new_code"]))


def _set_dates(row: dict[str, str], spell: Spell, history: History) -> None:
    """Correct a row; what lies outside the time that KLASS was asked about stays as it is."""
    cut = spell.start == history.first and _starts(row) < spell.start
    if not cut:
        row["valid_from"] = spell.start.isoformat()
    if spell.end is not None or _ends(row) <= history.last:
        row["valid_to"] = _day(spell.end)


def _overlap(row: Mapping[str, str], spell: Spell) -> bool:
    return _starts(row) < (spell.end or date.max) and spell.start < _ends(row)


def _holds(row: Mapping[str, str], day: date) -> bool:
    return _starts(row) <= day < _ends(row)


def _starts(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["valid_from"])


def _ends(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _told(life: Life) -> str:
    return " then ".join(_unique(f"{spell.code} {spell.name}" for spell in life.spells))


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
