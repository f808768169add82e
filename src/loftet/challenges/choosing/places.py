"""The municipality or region of a page of choosing, and what the edition of the page holds of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from loftet.challenges.choosing.candidates import Choices, choices
from loftet.challenges.choosing.models import ChosenIndicator, IndicatorSet
from loftet.challenges.choosing.queries import chosen_by, rows_of, set_of
from loftet.challenges.choosing.suggestions import Figures, read_figures
from loftet.editions.rows import Edition
from loftet.status.edition import store
from loftet.status.municipality.views import with_figures
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area, surroundings
from loftet.status.views.finding import PlacePage


@dataclass(frozen=True, slots=True)
class Here:
    """A municipality in the edition of the page, its surroundings, and its figures."""

    edition: Edition
    place: PlaceInEdition
    area: Area | None
    figures: Figures


class OfMunicipality(PlacePage):
    """A page about the set of a municipality; an old address leads on to the new one."""

    @cached_property
    def chosen(self) -> IndicatorSet | None:
        """Return the set of the municipality, if it has begun."""
        return set_of(self.place)

    @cached_property
    def rows(self) -> tuple[ChosenIndicator, ...]:
        """Return the rows of the set."""
        return rows_of(self.chosen)

    @cached_property
    def here(self) -> Here | None:
        """Return the municipality in the edition; None where that has no figures of it."""
        found = with_figures(self.request, self.place)
        if found is None:
            return None
        area = surroundings(found.place, found.edition)
        return Here(found.edition, found.place, area, read_figures(store(), found.edition, found.place, area))

    def choices(self) -> Choices:
        """Return all that can be chosen.

        Raises:
            Http404: when the edition has no figures of the municipality.
        """
        here = self.here
        if here is None:
            raise Http404(_("This edition has no figures for %(place)s.") % {"place": self.place.name})
        others = chosen_by(store(), here.edition, here.place, here.area)
        return choices(here.figures, self.place, self.rows, others)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the municipality, its set, and the region around it."""
        return super().get_context(place=self.place, chosen=self.chosen, **more)
