"""Shared challenges and strengths in words: one sentence a councillor understands for each thing to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.templatetags.loftet import number_style
from loftet.core.words import Sign
from loftet.editions.rows import Indicator, Yardstick
from loftet.indicators.sentences.words import figure, is_yes_or_no, join_words
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown

FEW_NAMES = 3
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Said:
    """An indicator or a target for sentences, in a set of municipalities, these by name.

    `own` and `others` are the middle of the members and of places like them; of a target they are None.
    """

    state: State
    why: Why
    sharing: tuple[str, ...]
    spared: tuple[str, ...]
    unknown: tuple[str, ...]
    own: float | None
    others: float | None
    improving: bool | None
    persons: Persons


def challenge(said: Said, indicator: Indicator | None) -> str:
    """Return in words who shares a challenge and who does not, how bad it is, and where it is going."""
    parts = (
        shared_by(said, indicator),
        severity(said, indicator),
        persons_more(said.persons, indicator),
        going(said),
    )
    return " ".join(filter(None, parts))


def strength(said: Said, indicator: Indicator | None) -> str:
    """Return in words how many stand strong, and by how much."""
    known = len(said.sharing) + len(said.spared)
    words = _("%(count)d of %(known)d municipalities stand strong here.") % {
        "count": len(said.spared),
        "known": known,
    }
    return " ".join(filter(None, (words, unknown(said), severity(said, indicator))))


def shared_by(said: Said, indicator: Indicator | None) -> str:
    """Return in words how many members are behind, by which yardstick, and who is not."""
    numbers = {"count": len(said.sharing), "known": len(said.sharing) + len(said.spared)}
    if indicator is None:
        words = _("%(count)d of %(known)d municipalities are behind on most of its indicators") % numbers
    elif indicator.yardstick is Yardstick.COMPARISON:
        words = (
            _("%(count)d of %(known)d municipalities stand weaker than the middle of the country") % numbers
        )
    else:
        words = _("%(count)d of %(known)d municipalities are far from the target") % numbers
    if 0 < len(said.spared) <= FEW_NAMES:
        words += _(", but not %(names)s") % {"names": join_words(said.spared)}
    return " ".join(filter(None, (f"{words}.", unknown(said))))


def unknown(said: Said) -> str:
    """Return in words who has no figure."""
    if not said.unknown:
        return ""
    if len(said.unknown) <= FEW_NAMES:
        return _("%(names)s: no figure.") % {"names": join_words(said.unknown)}
    return _("%(count)d municipalities have no figure.") % {"count": len(said.unknown)}


def severity(said: Said, indicator: Indicator | None) -> str:
    """Return where the middle of the members lies, and that of similar places, in the indicator's unit."""
    if indicator is None or said.own is None:
        return ""
    own = _middle(said.own, indicator)
    if said.others is None:
        return _("The middle of them has %(own)s.") % {"own": own}
    numbers = {"own": own, "others": _middle(said.others, indicator)}
    if indicator.ideal_low is not None:
        return (
            _("The middle of them lies %(own)s from the balance; of similar municipalities %(others)s.")
            % numbers
        )
    return _("The middle of them has %(own)s; of similar municipalities %(others)s.") % numbers


def _middle(value: float, indicator: Indicator) -> str:
    if is_yes_or_no(value, indicator):
        return figure(value, indicator)
    # The middle of an even number lies between two figures: one more decimal would look surer than it is.
    return figure(round(value, indicator.decimals), indicator)


def persons_more(persons: Persons, indicator: Indicator | None) -> str:
    """Return in words how many persons it is about; never fewer than ten, and never from a hidden figure."""
    if persons.shown is Shown.UNKNOWN or indicator is None:
        return ""
    if persons.shown is Shown.HIDDEN:
        return _("How many persons it is about is hidden to protect privacy.")
    if persons.shown is Shown.FEW:
        return _("It is about fewer than ten persons.")
    number = in_words(persons)
    if indicator.yardstick is Yardstick.TARGET:
        return _("About %(number)s persons lie between them and the target.") % {"number": number}
    return _("About %(number)s persons lie between them and similar municipalities.") % {"number": number}


def in_words(persons: Persons) -> str:
    """Write a number of persons that may be shown."""
    return number_text(persons.number or 0, 0, number_style())


def going(said: Said) -> str:
    """Return in words where most members are going."""
    if said.improving is None:
        return _("Where it is going is not known.")
    return "" if said.improving else _("At most half of them are getting better.")


# --- the page -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """A set of municipalities by name: how many of them were compared, and how many there are."""

    name: str
    compared: int
    every: int

    @property
    def who(self) -> str:
        """Return the names of those that were compared, for the inside of a sentence."""
        if self.compared == self.every:
            return _("the %(members)d municipalities") % {"members": self.compared}
        # Translators: stands before a verb or a number; in Norwegian a comma closes the clause.
        return _("the %(members)d municipalities that can be compared") % {"members": self.compared}


def answer(
    of: Compared, challenges: Sequence[str], targets: Sequence[str], strengths: Sequence[str]
) -> list[str]:
    """Return in words what the set has in common; that nothing was found is a finding too."""
    if of.compared < 2:
        return [
            _("%(name)s has fewer than two municipalities that can be compared: nothing can be shared.")
            % {"name": of.name}
        ]
    said = [_weak({"name": of.name, "who": of.who}, challenges, targets)]
    if strengths:
        words = ngettext(
            "They share %(count)d strength: %(named)s.",
            "They share %(count)d strengths: %(named)s.",
            len(strengths),
        )
        said.append(words % {"count": len(strengths), "named": named(strengths)})
    return said


def _weak(known: Mapping[str, str], challenges: Sequence[str], targets: Sequence[str]) -> str:
    if challenges:
        words = ngettext(
            "In %(name)s %(who)s share %(count)d challenge, beyond what chance would give: %(named)s.",
            "In %(name)s %(who)s share %(count)d challenges, beyond what chance would give: %(named)s.",
            len(challenges),
        )
        return words % {**known, "count": len(challenges), "named": named(challenges)}
    if targets:
        words = _(
            "In %(name)s %(who)s share no single figure as a challenge, but they are behind on the whole of: "
            "%(named)s."
        )
        return words % {**known, "named": join_words(_kept_apart(targets[:MOST_NAMED]))}
    return _("In %(name)s we find no challenge that %(who)s share beyond what chance would give.") % known


def named(names: Sequence[str]) -> str:
    """Return the names of a few things for the inside of a sentence, and the number of the others."""
    shown = _kept_apart(names[:MOST_NAMED])
    if rest := len(names) - len(shown):
        shown.append(ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest})
    return join_words(shown)


def _kept_apart(names: Sequence[str]) -> list[str]:
    """Write names so that each is told from the next: in «» where one has a comma."""
    if any("," in name for name in names):
        return [f"«{name}»" for name in names]
    return [name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names]


def conflict(challenges: Sequence[str], strengths: Sequence[str]) -> str:
    """Return the sentence that a goal holds both a shared challenge and a shared strength."""
    return _("Weak on %(weak)s, strong on %(strong)s. A mean of the goal would hide both.") % {
        "weak": named(challenges),
        "strong": named(strengths),
    }


def reason(why: Why) -> str:
    """Return in words why an indicator is neither a challenge nor a strength."""
    return {
        Why.FOUND: "",
        Why.CHANCE: _("The difference to similar municipalities may be chance."),
        Why.NOT_SHORT: _(
            "Weaker than similar municipalities, but at least half of them are near the target."
        ),
        Why.IMPROVING: _("Weaker than similar municipalities, but more than half are getting better."),
        Why.NOT_NEAR: _(
            "Better than similar municipalities, but at least half are still far from the target."
        ),
        Why.FEW_MEMBERS: _("Too few of the municipalities have a figure."),
        Why.FEW_OTHERS: _("There are too few similar municipalities to tell."),
        Why.NOT_ASKED: _("The indicator does not say what is better and what is worse."),
    }[why]


def now(state: State, why: Why) -> str:
    """Return in words what the newest figures say of something that was a shared challenge."""
    if state is State.CHALLENGE:
        return _("It is still a shared challenge.")
    if state is State.STRENGTH:
        return _("It has become a shared strength.")
    return _("It is no longer a shared challenge. %(reason)s") % {"reason": reason(why)}


def behind(weak: int, known: int) -> Sign:
    """Return the sign of a target in a municipality: on how many of its indicators it is behind."""
    numbers = {"weak": weak, "known": known}
    if not known:
        return Sign("grey", "–", _("no figure"))
    words = _("behind on %(weak)d of %(known)d") % numbers
    if not weak:
        return Sign("green", "●", words)
    if weak == known:
        return Sign("red", "○", words)
    return Sign("orange", "◑", words) if 2 * weak > known else Sign("yellow", "◕", words)
