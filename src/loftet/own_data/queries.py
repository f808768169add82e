"""Own data of a municipality, as pages read it; the files themselves are left in the database."""

from django.db.models import QuerySet

from loftet.geography.place import Kind
from loftet.own_data.choices import Choices, PlaceWords
from loftet.own_data.figures import Figure
from loftet.own_data.models import OwnFile, OwnSeries, SeriesState
from loftet.places.models import Place


def series_of(place: Place, *, with_withdrawn: bool) -> QuerySet[OwnSeries]:
    """Return the series of a municipality that have been kept."""
    rows = OwnSeries.objects.filter(place=place, current__isnull=False)
    rows = rows if with_withdrawn else rows.filter(state=SeriesState.SHOWN)
    return rows.select_related("current").defer("current__content").order_by("current__title", "pk")


def unfinished(place: Place) -> QuerySet[OwnFile]:
    """Return the files of a municipality that somebody has sent and not kept."""
    return OwnFile.objects.filter(series__place=place, kept=None).defer("content").order_by("-added")


def words_of(place: Place) -> PlaceWords:
    """Return how tables write a municipality, and the names of the others; two queries."""
    codes = place.codes.values_list("code", flat=True)
    others = Place.objects.filter(kind=Kind.MUNICIPALITY).exclude(pk=place.pk).values_list("name", flat=True)
    return PlaceWords.of(codes, [place.name, *place.other_names], others)


def choices_of(file: OwnFile) -> Choices:
    """Return how a file is read."""
    return Choices(**file.choices)


def figures_of(file: OwnFile) -> tuple[Figure, ...]:
    """Return the stored figures of a file."""
    return tuple(Figure.from_json(one) for one in file.figures)
