"""The bases of the pages of own data: what each is about."""

from typing import Any

from django.shortcuts import get_object_or_404

from loftet.core.pages import Page
from loftet.geography.place import Kind
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.places.models import Place


class OwnDataPage(Page):
    """A page that belongs to a municipality."""

    @property
    def place(self) -> Place:
        """Return the municipality."""
        raise NotImplementedError

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the context, with the municipality."""
        return super().get_context(place=self.place, **more)


class OfPlace(OwnDataPage):
    """A page about a municipality."""

    subject: Place

    @property
    def place(self) -> Place:
        """Return the subject itself."""
        return self.subject

    def get_subject(self) -> Place:
        """Return the municipality, or answer 404."""
        return get_object_or_404(Place, slug=self.kwargs["place"], kind=Kind.MUNICIPALITY)


class OfSeries(OwnDataPage):
    """A page about a series."""

    subject: OwnSeries

    @property
    def place(self) -> Place:
        """Return the municipality whose series it is."""
        return self.subject.place

    @property
    def series_shown(self) -> OwnSeries:
        """Return the series, for the path to the page."""
        return self.subject

    def get_subject(self) -> OwnSeries:
        """Return the series with its municipality and the file that is shown, or answer 404."""
        rows = OwnSeries.objects.select_related(*OwnSeries.lock_with).defer("current__content")
        return get_object_or_404(rows, pk=self.kwargs["series"])


class OfFile(OwnDataPage):
    """A page about a file."""

    subject: OwnFile

    @property
    def place(self) -> Place:
        """Return the municipality whose file it is."""
        return self.subject.series.place

    def get_subject(self) -> OwnFile:
        """Return the file with its series, or answer 404."""
        rows = OwnFile.objects.select_related(*OwnFile.lock_with)
        return get_object_or_404(rows, pk=self.kwargs["file"])
