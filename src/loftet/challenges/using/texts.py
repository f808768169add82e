"""Ready text about the chosen indicators, for a municipality's own documents, with a link to each figure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.using.models import IndicatorUse, UseKind
from loftet.challenges.using.queries import UsedIndicator
from loftet.charts.numbers import number_text
from loftet.editions.rows import Edition
from loftet.own_data.queries import figures_of
from loftet.status.downloads.said import origin_words
from loftet.status.indicator.finding import figure_said
from loftet.status.sentences.words import figure, target_figure
from loftet.ui.numbers import number_style


class Document(models.TextChoices):
    """The documents that text is written for; the value is a word of the address."""

    ANNUAL = "arsmelding", gettext_lazy("Annual report")
    BUDGET = "budsjett", gettext_lazy("Budget and economic plan")
    PLAN = "plan", gettext_lazy("Plans")


USES = {
    Document.ANNUAL: (UseKind.MEASURE,),
    Document.BUDGET: (UseKind.BUDGET, UseKind.MEASURE),
    Document.PLAN: (UseKind.PLAN, UseKind.MEASURE),
}
Link = Callable[[UsedIndicator], str]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text for one document, and of how many indicators it tells."""

    document: Document
    text: str
    count: int

    @property
    def field(self) -> str:
        """Return the id of its field on the page."""
        return f"text-{self.document}"


def document_text(
    document: Document, place: str, edition: Edition | None, used: Iterable[UsedIndicator], link: Link
) -> DocumentText:
    """Return the text for a document: a heading, and a paragraph for each indicator that has a place in it.

    A budget tells of those alone that are tied to one of its lines or to a measure.
    """
    told = [one for one in used if document is not Document.BUDGET or _uses(one, document)]
    heads = {
        Document.ANNUAL: _("How it goes with what %(place)s steers by"),
        Document.BUDGET: _("What %(place)s follows in the budget"),
        Document.PLAN: _("What %(place)s measures its plans by"),
    }
    parts = [heads[document] % {"place": place}]
    parts += [" ".join(_sentences(one, document, place, edition, link)) for one in told]
    return DocumentText(document, "\n\n".join(parts), len(told))


def _sentences(
    one: UsedIndicator, document: Document, place: str, edition: Edition | None, link: Link
) -> Iterator[str]:
    yield from _figure(one, place)
    for target in one.targets:
        if one.indicator is not None:
            words = {
                "value": target_figure(target.value, one.indicator),
                "year": target.year,
                "decision": target.decision,
            }
            yield _("The municipality's target is %(value)s in %(year)s (%(decision)s).") % words
    if document is Document.PLAN and one.reason:
        yield _("We follow it because: %(reason)s") % {"reason": _ended(one.reason)}
    for use in _uses(one, document):
        yield f"{str(use.get_kind_display()).capitalize()}: {_ended(use.text)}"
    source = f"{origin_words(one.indicator, edition)}. " if one.indicator and edition else ""
    yield _("Source: %(source)s%(address)s") % {"source": source, "address": link(one)}


def _figure(one: UsedIndicator, place: str) -> Iterator[str]:
    """Return the newest figure with its year, and the one of the year before it."""
    if one.series is not None and one.series.current is not None:
        file = one.series.current
        newest = next((each for each in reversed(figures_of(file)) if each.value is not None), None)
        if newest is not None and newest.value is not None:
            number = number_text(float(newest.value), file.decimals, number_style())
            yield f"{file.title}: {number} {file.unit} ({newest.period})."
            return
    if one.indicator is None or not one.points:
        yield _("%(name)s: there is no figure.") % {"name": one.name}
        return
    *before, newest_point = one.points
    assert newest_point.value is not None
    said = figure_said(place, one.indicator, newest_point.value)
    yield f"{said.rstrip('.')} ({newest_point.year})."
    if before and before[-1].value is not None:
        words = {"value": figure(before[-1].value, one.indicator), "year": before[-1].year}
        yield _("In %(year)s it was %(value)s.") % words


def _uses(one: UsedIndicator, document: Document) -> list[IndicatorUse]:
    kinds = USES[document]
    told = (use for use in one.uses if use.kind in kinds)
    return sorted(told, key=lambda use: kinds.index(UseKind(use.kind)))


def _ended(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
