"""A page for trying evaluation models: weights, a formula and typed scores; nothing of it is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.fields import CommaField
from loftet.core.forms import PlainForm
from loftet.core.pages import GetPostPage
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.methods.evaluation import Formula, Move, Tender, evaluate, moves_that_matter

CRITERIA: Sequence[tuple[str, Words, int]] = (
    ("price", gettext_lazy("Price"), 40),
    ("quality", gettext_lazy("Quality"), 30),
    ("climate", gettext_lazy("Climate and environment"), 30),
)
TENDERS = "ABCD"
FORMULAS = (
    (Formula.LINEAR.value, gettext_lazy("Linear: twice the lowest price gives 0 points")),
    (Formula.PROPORTIONAL.value, gettext_lazy("Proportional: twice the lowest price gives 5 points")),
    (Formula.KRONER.value, gettext_lazy("In kroner: points take kroner off the price")),
)
LEAST_TENDERS, WHOLE = 2, 100


def _points(label: Words) -> CommaField:
    return CommaField(label=label, required=False, min_value=0, max_value=10, max_digits=4, decimal_places=2)


class EvaluationForm(PlainForm):
    """The weights, the formula, and of up to four tenders the price and the points."""

    formula = forms.ChoiceField(label=gettext_lazy("Formula for the price"), choices=FORMULAS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, words, usual in CRITERIA:
            self.fields[f"weight_{key}"] = forms.IntegerField(
                label=str(words), min_value=1 if key == "price" else 0, max_value=WHOLE, initial=usual
            )
        price = _("Price, kr")
        for name in TENDERS:
            self.fields[f"price_{name}"] = CommaField(
                label=f"{name}: {price}",
                required=False,
                min_value=1,
                max_digits=12,
                decimal_places=2,
            )
            for key, words, _usual in CRITERIA[1:]:
                self.fields[f"{key}_{name}"] = _points(f"{name}: {words}")
        self.style_fields()

    @property
    def weights(self) -> Sequence[Any]:
        """Return the fields of the weights."""
        return [self[f"weight_{key}"] for key, _words, _usual in CRITERIA]

    @property
    def tenders(self) -> Sequence[tuple[str, Sequence[Any]]]:
        """Return the fields of each tender, by its letter."""
        keys = ("price", *(key for key, _words, _usual in CRITERIA[1:]))
        return [(name, [self[f"{key}_{name}"] for key in keys]) for name in TENDERS]

    def clean(self) -> dict[str, Any]:
        """Refuse weights that are not 100 together, and fewer than two tenders with all that is typed."""
        found: dict[str, Any] = super().clean() or {}
        weights = [found.get(f"weight_{key}") for key, _words, _usual in CRITERIA]
        total = sum(one or 0 for one in weights)
        if None not in weights and total != WHOLE:
            said = _("The weights add up to %(total)s, and must add up to 100.")
            self.add_error("weight_price", said % {"total": total})
        cells = {one.name for _name, fields in self.tenders for one in fields}
        if not cells & set(self.errors) and len(list(self._complete(found))) < LEAST_TENDERS:
            self.add_error("price_A", _("Type price and points of at least two tenders."))
        return found

    def _complete(self, found: dict[str, Any]) -> Iterator[tuple[str, Tender]]:
        for name in TENDERS:
            typed = [found.get(f"{key}_{name}") for key in ("price", "quality", "climate")]
            if all(one is not None for one in typed):
                price, *points = (float(str(one)) for one in typed)
                yield name, Tender(price, tuple(points))

    def tried(self) -> "Tried":
        """Return who wins, and which moves of five points change that."""
        found = self.cleaned_data
        names, tenders = zip(*self._complete(found), strict=True)
        weights = [float(found[f"weight_{key}"]) for key, _words, _usual in CRITERIA]
        formula = Formula(found["formula"])
        result = evaluate(weights, tenders, formula)
        moves = list(moves_that_matter(weights, tenders, formula))
        return Tried(names, result.results, result.winners, moves, formula)


@dataclass(frozen=True, slots=True)
class Tried:
    """The outcome of a try."""

    names: Sequence[str]
    results: Sequence[float]
    winners: Sequence[int]
    moves: Sequence[Move]
    formula: Formula

    @property
    def rows(self) -> list[tuple[str, float, bool]]:
        """Return name, result and whether it wins, of each tender."""
        pairs = zip(self.names, self.results, strict=True)
        return [(name, result, at in self.winners) for at, (name, result) in enumerate(pairs)]

    @property
    def answer(self) -> str:
        """Return who wins, and how firm that is, in a sentence."""
        who = self._named(self.winners)
        if not self.moves:
            return _("%(who)s wins, also if a weight moves by five points.") % {"who": who}
        return _("%(who)s wins, but that changes if a weight moves by five points.") % {"who": who}

    @property
    def lines(self) -> list[str]:
        """Return each move that changes the winner, in a sentence."""
        words = _("Five points from %(source)s to %(to)s: %(who)s wins.")
        return [
            words
            % {
                "source": str(CRITERIA[one.taken_from][1]).lower(),
                "to": str(CRITERIA[one.to][1]).lower(),
                "who": self._named(one.winners),
            }
            for one in self.moves
        ]

    def _named(self, places: Sequence[int]) -> str:
        return ", ".join(self.names[at] for at in places)


class EvaluationPage(GetPostPage):
    """Try an evaluation model; what is typed is in no address and no table."""

    rule = anybody
    title = gettext_lazy("Try an evaluation model")
    template_name = "procurement/pages/evaluation.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the form."""
        return self.answer(form=EvaluationForm())

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show who wins, or what is wrong."""
        form = EvaluationForm(request.POST)
        if not form.is_valid():
            return self.answer(422, form=form)
        return self.answer(form=form, tried=form.tried())
