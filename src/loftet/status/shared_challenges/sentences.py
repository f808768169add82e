"""Shared challenges and strengths in words: one sentence a councillor understands for each thing to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.words import join_words
from loftet.editions.rows import Indicator, Yardstick
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown
from loftet.status.sentences.words import capital, figure, going, is_yes_or_no, lower_first, part_of_them
from loftet.ui.numbers import number_style, number_word

FEW_NAMES = 3
MOST_NAMED = 4


# How many members get better, and worse, of those whose way is known.
Ways = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """An indicator or a target for sentences, in a set of municipalities, these by name.

    `own` and `others` are the middle of the members and of places like them; of a target they are None, and
    so is `ways`.
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
    ways: Ways | None = None


def challenge(said: Said, indicator: Indicator | None) -> str:
    """Return in words who shares a challenge and who does not, how bad it is, and where it is going."""
    parts = (
        shared_by(said, indicator),
        severity(said, indicator),
        persons_more(said.persons, indicator),
        going(*said.ways) if said.ways else "",
    )
    return " ".join(filter(None, parts))


def strength(said: Said, indicator: Indicator | None) -> str:
    """Return in words how many stand strong, and by how much."""
    known = len(said.sharing) + len(said.spared)
    words = capital(_("%(who)s stand strong here.") % {"who": part_of_them(len(said.spared), known)})
    return " ".join(filter(None, (words, unknown(said), severity(said, indicator))))


def shared_by(said: Said, indicator: Indicator | None) -> str:
    """Return in words how many members are behind, by which yardstick, and who is not."""
    who = {"who": part_of_them(len(said.sharing), len(said.sharing) + len(said.spared))}
    if indicator is None:
        words = _("%(who)s are behind on most of its indicators") % who
    elif indicator.yardstick is Yardstick.COMPARISON:
        words = _("%(who)s stand weaker than the middle of the country") % who
    else:
        words = _("%(who)s are far from the target") % who
    words = capital(words)
    if 0 < len(said.spared) <= FEW_NAMES:
        words += _(", but not %(names)s") % {"names": join_words(said.spared)}
    return " ".join(filter(None, (f"{words}.", unknown(said))))


def unknown(said: Said) -> str:
    """Return in words who has no figure."""
    if not said.unknown:
        return ""
    if len(said.unknown) <= FEW_NAMES:
        return _("%(names)s: no figure.") % {"names": join_words(said.unknown)}
    return capital(_("%(count)s municipalities have no figure.") % {"count": number_word(len(said.unknown))})


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
            return _("the %(members)s municipalities") % {"members": number_word(self.compared)}
        # Translators: stands before a verb or a number; in Norwegian a comma closes the clause.
        return _("the %(members)s municipalities that can be compared") % {
            "members": number_word(self.compared)
        }


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
            "They share one strength: %(named)s.",
            "They share %(count)s strengths: %(named)s.",
            len(strengths),
        )
        said.append(words % {"count": number_word(len(strengths)), "named": named(strengths)})
    return said


def _weak(known: Mapping[str, str], challenges: Sequence[str], targets: Sequence[str]) -> str:
    if challenges:
        words = ngettext(
            "In %(name)s %(who)s share one challenge, beyond what chance would give: %(named)s.",
            "In %(name)s %(who)s share %(count)s challenges, beyond what chance would give: %(named)s.",
            len(challenges),
        )
        return words % {**known, "count": number_word(len(challenges)), "named": named(challenges)}
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
        shown.append(ngettext("one more", "%(count)s more", rest) % {"count": number_word(rest)})
    return join_words(shown)


def _kept_apart(names: Sequence[str]) -> list[str]:
    """Write names so that each is told from the next: in «» where one has a comma."""
    if any("," in name for name in names):
        return [f"«{name}»" for name in names]
    return [lower_first(name) if name[1:2].islower() else name for name in names]


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


def behind(names: Sequence[str], known: int) -> str:
    """Return in words how many are behind on most indicators of a target; a few are named."""
    if not known:
        return _("no figure")
    words = ngettext("%(who)s is behind on most of them", "%(who)s are behind on most of them", len(names))
    told = words % {"who": part_of_them(len(names), known)} if names else _("none is behind on most of them")
    return f"{told}: {join_words(names)}" if 0 < len(names) <= MOST_NAMED else told
