"""The words of a file beside its figures: where they come from, on what terms, with what care."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from loftet.core.words import GAPS, Words
from loftet.editions.rows import Edition, Indicator, ValueStatus, Yardstick
from loftet.status.local_names import local_name

# What a value is, or why there is none.
STATUS_WORDS: dict[ValueStatus, Words] = {
    ValueStatus.REPORTED: pgettext_lazy("value", "Reported"),
    ValueStatus.PRELIMINARY: pgettext_lazy("value", "Preliminary"),
    ValueStatus.ESTIMATED: pgettext_lazy("value", "Estimated"),
    ValueStatus.IMPUTED: pgettext_lazy("value", "Filled in by the source"),
    **{ValueStatus(key): sign.word for key, sign in GAPS.items()},
}
MADE_UP = gettext_lazy("Made-up figures")


def source_words(indicator: Indicator) -> str:
    """Return the name of the source and its table."""
    if not indicator.table:
        return local_name(indicator.source)
    facts = {"source": local_name(indicator.source), "table": indicator.table}
    return _("%(source)s, table %(table)s") % facts


def origin_words(indicator: Indicator, edition: Edition) -> str:
    """Return where the figures come from; a real source is never named for made-up ones."""
    if not edition.demo:
        return source_words(indicator)
    return _("Made-up figures; the real ones are published by %(source)s") % {
        "source": source_words(indicator)
    }


def licence_name(indicator: Indicator, edition: Edition) -> str:
    """Return the licence of the figures; empty where we do not know it."""
    return local_name(edition.licence if edition.demo else indicator.licence)


def licence_words(indicator: Indicator, edition: Edition) -> str:
    """Return on what terms the figures may be used."""
    if edition.demo:
        return _("The figures are made up and free to use (%(licence)s).") % {"licence": edition.licence}
    if not indicator.licence:
        return _("We do not know the licence of the source: ask %(source)s before you publish.") % {
            "source": local_name(indicator.source)
        }
    return _("%(licence)s: say that the figures come from %(source)s.") % {
        "licence": local_name(indicator.licence),
        "source": local_name(indicator.source),
    }


def citation(indicator: Indicator, edition: Edition, address: str) -> str:
    """Return how to cite the figures: with the edition, so that anyone finds the same again."""
    facts = {
        "source": source_words(indicator),
        "name": indicator.name,
        "publisher": edition.publisher or "Løftet",
        "edition": edition.id,
        "address": address,
    }
    if edition.demo:
        return _("%(publisher)s: «%(name)s». Made-up figures, edition %(edition)s. %(address)s") % facts
    return _("%(source)s: «%(name)s». Prepared by %(publisher)s, edition %(edition)s. %(address)s") % facts


def general_caveats(edition: Edition) -> tuple[str, ...]:
    """Return what to be careful with in any figures of an edition."""
    made_up = _("The figures are made up: nothing here is a real figure about a real municipality.")
    return (
        *([made_up] if edition.demo else []),
        _("A figure that is not there is never 0: the status says why."),
        _("Small differences are no ranking, least of all between small municipalities."),
        *([_codes(edition)] if edition.codes_at else []),
    )


def caveats(indicator: Indicator, edition: Edition) -> tuple[str, ...]:
    """Return what to be careful with in the figures of one indicator."""
    comparison = _("There is no target for this: the colours only compare with other municipalities.")
    since = indicator.series_from
    replaced = _("Figures from before %(year)s are of another series: do not compare across that year.") % {
        "year": since
    }
    weightless = _("This is a background figure: it counts for no status.")
    return (
        *general_caveats(edition),
        *([comparison] if indicator.yardstick is Yardstick.COMPARISON and indicator.weight else []),
        *([replaced] if since else []),
        *([weightless] if not indicator.weight else []),
    )


def _codes(edition: Edition) -> str:
    day = date_format(edition.codes_at, "j. F Y") if edition.codes_at else ""
    return _("Places have the numbers that are valid on %(day)s.") % {"day": day}
