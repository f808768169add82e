"""The registration of own data."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.core.registry import App, register
from loftet.geography.place import Kind
from loftet.own_data.demo import make_demo
from loftet.own_data.example import example
from loftet.own_data.models import OwnFile, OwnSeries, SeriesState
from loftet.own_data.rules import may_add
from loftet.people.personal_data import done_table
from loftet.places.models import Place

BEGUN_FOR = timedelta(days=30)  # then a file that nobody has kept is removed


def forget_begun(now: datetime) -> int:
    """Remove the files that were sent and never kept, with series that have no other; return how many."""
    begun = OwnFile.objects.filter(kept=None, added__lte=now - BEGUN_FOR)
    number = begun.count()
    begun.delete()
    OwnSeries.objects.filter(files=None).delete()
    return number


def on_municipality(request: HttpRequest, subject: Place) -> Panel | None:
    """Link a municipality's page to its own data; to those who may add some, also where there is none."""
    if subject.kind != Kind.MUNICIPALITY:
        return None
    count = OwnSeries.objects.filter(place=subject, state=SeriesState.SHOWN).count()
    if not count and not may_add(actor_of(request), subject):
        return None
    return Panel("own_data/parts/on_municipality.html", {"place": subject, "count": count})


def form_of_series(number: int) -> str | None:
    """Return the official form of Norwegian of the municipality whose series it is. One query."""
    return OwnSeries.objects.filter(pk=number).values_list("place__language", flat=True).first()


def form_of_file(number: int) -> str | None:
    """Return the official form of Norwegian of the municipality whose file it is. One query."""
    return OwnFile.objects.filter(pk=number).values_list("series__place__language", flat=True).first()


PERSONAL_DATA = done_table(
    OwnFile,
    "added_by",
    _("Files with own figures that you sent for a municipality"),
    _("so that the municipality knows who has read and kept the figures"),
    how_long=_(
        "for good, as the municipality's own, or 30 days where the figures were never kept; of an erased "
        "person only the number is left"
    ),
    shown=("series__place__name", "title", "file_name", "file_hash", "source", "added", "kept", "acting_for"),
    newest="added",
    forget=forget_begun,
)

APP = register(
    App(
        label="own_data",
        log_words={
            "own_data.kept": _("kept own data"),
            "own_data.withdrawn": _("took own data back"),
        },
        panels=(("municipality", on_municipality),),
        personal_data={"own_files": PERSONAL_DATA},
        language_of={"series": form_of_series, "file": form_of_file},
        demo=make_demo,
        example=example,
    )
)
