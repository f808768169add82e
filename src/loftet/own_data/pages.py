"""The pages of own data: a municipality's list, and a series with its source."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.export import csv_file_response
from loftet.core.pages import Column, EditPage, ListPage, RecordPage
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.own_data.actions import withdraw_series
from loftet.own_data.chart import chart_of
from loftet.own_data.forms import WithdrawForm
from loftet.own_data.page_bases import OfPlace, OfSeries
from loftet.own_data.queries import figures_of, series_of, unfinished
from loftet.own_data.rules import may_add, may_correct, may_see_series, may_withdraw

FILE_HEADER = (
    *(
        "place",
        "name",
        "period",
        "value",
        "status",
        "unit",
        "one_figure_covers",
        "quality",
        "source",
        "licence",
    ),
    *("version", "file", "sha256", "kept", "kept_by", "cell"),
)


class OwnDataList(OfPlace, ListPage):
    """The own data of a municipality."""

    rule = anybody
    template_name = "own_data/pages/list.html"
    empty = gettext_lazy("Nothing yet. Here stand figures that the municipality keeps itself.")
    columns = (
        Column("title", "", lambda one: one.current.title),
        Column("unit", "", lambda one: one.current.unit),
        Column("periods", "", lambda one: one.current.span),
        Column("source", "", lambda one: one.current.source),
        Column("licence", "", lambda one: one.current.licence),
        Column("state", "", lambda one: one.state),
    )

    def get_title(self) -> Words:
        """Return the heading."""
        return _("Own data of %(place)s") % {"place": self.subject.name}

    def get_rows(self) -> Any:
        """Return what is shown; to those who may add data, what was taken back, too."""
        return series_of(self.subject, with_withdrawn=self.may_add)

    def lines(self, rows: Any) -> Any:
        """Return the series themselves: a list tells of each in words."""
        return list(rows)

    @cached_property
    def may_add(self) -> bool:
        """Check whether the reader may add data."""
        return bool(may_add(self.actor, self.subject))

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and the files that are not finished yet to those who may finish them."""
        begun = unfinished(self.subject) if self.may_add else ()
        return super().get_context(may_add=self.may_add, begun=begun, **more)


class OwnSeriesPage(OfSeries, RecordPage):
    """A series: its figures by year, where they come from, and its earlier files."""

    rule = may_see_series
    template_name = "own_data/pages/series.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the figures, the files, and what can be done."""
        file = self.subject.current
        files = self.subject.files.exclude(kept=None).defer("content").order_by("-number")
        lines = figures_of(file)[::-1] if file else ()
        return super().get_context(
            file=file,
            lines=lines,
            chart=chart_of(file, lines, self.place.name) if file else "",
            newest_cell=lines[0].cell if lines else "",
            files=files,
            may_correct=bool(may_correct(self.actor, self.subject)),
            may_withdraw=bool(may_withdraw(self.actor, self.subject)),
            **more,
        )


class OwnSeriesWithdraw(OfSeries, EditPage):
    """Ask why a series is taken back, and take it back."""

    rule = may_withdraw
    form_class = WithdrawForm
    template_name = "own_data/pages/form.html"
    action = withdraw_series
    button = gettext_lazy("Take the figures back")
    lead = gettext_lazy("Nobody outside the municipality sees them any longer. The files stay with you.")
    success = gettext_lazy("The figures are taken back.")

    def get_title(self) -> Words:
        """Return the heading."""
        return _("Take back: %(series)s") % {"series": self.subject}


class OwnSeriesFile(OfSeries):
    """The figures of a series as a file, each with its source."""

    rule = may_see_series

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file; numbers have the decimals that are shown."""
        file, place = self.subject.current, self.place
        if file is None or file.kept is None:
            raise Http404(_("There are no figures yet."))
        about = (file.unit, file.covers, "own data", file.source, file.licence)
        version = (file.number, file.file_name, file.file_hash, file.kept.date(), file.acting_for)
        rows = [
            (
                place.name,
                file.title,
                one.period,
                one.shown(file.decimals),
                one.mark,
                *about,
                *version,
                one.cell,
            )
            for one in figures_of(file)
        ]
        return csv_file_response(f"{slugify(place.name)}-{slugify(file.title)}", FILE_HEADER, rows)
