"""The profile of a place from its figures: a column for each goal, a mark for each figure that counts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.icons import icon_svg
from loftet.charts.profile import NARROW, SHEET, SMALL, WIDE, ProfileColumn, ProfileMark, ProfileSize, profile
from loftet.charts.profile_svg import ProfileLook, ProfileWords, profile_svg
from loftet.core.words import MARKS, Words
from loftet.editions.rows import IndicatorRow
from loftet.methods.verdicts import MarkKind, Side
from loftet.status.goal_names import goals
from loftet.status.marks import own_mark
from loftet.ui.icons import goal_icon_name

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ProfileOfPlace:
    """The columns of a profile, and its finding for those who do not see it."""

    columns: tuple[ProfileColumn, ...]
    finding: str

    @property
    def wide(self) -> str:
        """Draw it for a page, with the names of the ringed marks."""
        return self.drawn(WIDE, titled=True)

    @property
    def narrow(self) -> str:
        """Draw it for a phone."""
        return self.drawn(NARROW)

    @property
    def sheet(self) -> str:
        """Draw it for a sheet of paper, with the names of the ringed marks."""
        return self.drawn(SHEET, linked=False)

    @property
    def small(self) -> str:
        """Draw it small, as one picture that leads nowhere."""
        return self.drawn(SMALL, linked=False)

    def drawn(self, size: ProfileSize, *, linked: bool = True, titled: bool = False) -> str:
        """Draw it in a size; columns lead on where they are `linked`."""
        words = ProfileWords(self.finding, _("Strong side"), _("Weak side"), _("Missing"))
        icons = {
            column.key: icon_svg(goal_icon_name(column.key), round(size.icon)) for column in self.columns
        }
        return profile_svg(profile(self.columns, size), words, ProfileLook(icons, linked, titled))


@dataclass(frozen=True, slots=True)
class LegendMark:
    """A kind of mark and its word; `apart` where another family begins."""

    kind: MarkKind
    word: Words
    apart: bool


def legend() -> tuple[LegendMark, ...]:
    """Return the kinds of marks with their words, those by a target first."""
    kinds = tuple(MarkKind)
    return tuple(
        LegendMark(kind, MARKS[kind].word, before.is_square and not kind.is_square)
        for before, kind in zip(kinds[:1] + kinds, kinds, strict=False)
    )


def profile_of(
    name: str,
    rows: Sequence[IndicatorRow],
    words: Mapping[str, Words],
    link: Link,
    names: Mapping[str, str] | None = None,
) -> ProfileOfPlace:
    """Build the profile of a place from its figures.

    `words` are those of the goals, `link` gives the address of a goal, and `names` the labels of the
    indicators whose marks have a ring.
    """
    marks: dict[str, list[ProfileMark]] = {}
    for row in rows:
        if kind := own_mark(row):
            label = f"{row.indicator.name}: {MARKS[kind].word}"
            named = (names or {}).get(row.indicator.key, "")
            marks.setdefault(row.indicator.goal, []).append(ProfileMark(kind, label, named))
    columns = tuple(
        ProfileColumn(
            goal.key,
            _column_label(goal.title, words.get(goal.key)),
            tuple(marks.get(goal.key, ())),
            link(goal.key),
        )
        for goal in goals()
    )
    return ProfileOfPlace(columns, finding(name, Counter(m.kind.side for one in columns for m in one.marks)))


def _column_label(title: str, word: Words | None) -> str:
    return f"{title}: {word}" if word else title


def finding(name: str, sides: Mapping[Side, int]) -> str:
    """Return the profile in words: how many figures stand on each side.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     finding("Gol", {Side.STRONG: 2, Side.WEAK: 1})
    'The profile of Gol: 2 figures on the strong side, 1 on the weak side.'
    """
    said = [
        ngettext(
            "%(count)d figure on the strong side",
            "%(count)d figures on the strong side",
            sides.get(Side.STRONG, 0),
        )
        % {"count": sides.get(Side.STRONG, 0)},
        _("%(count)d on the weak side") % {"count": sides.get(Side.WEAK, 0)},
    ]
    if level := sides.get(Side.LEVEL):
        said.append(_("%(count)d without a certain difference") % {"count": level})
    if unknown := sides.get(Side.UNKNOWN):
        said.append(_("%(count)d missing") % {"count": unknown})
    return _("The profile of %(place)s: %(counts)s.") % {"place": name, "counts": ", ".join(said)}
