"""Files of a story: its picture, chart and text for a newspaper, and the picture that it is shared by."""

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.charts.line import LineView
from loftet.charts.picture import Caption
from loftet.charts.png import png_of
from loftet.core.export import file_response
from loftet.status.downloads.said import MADE_UP
from loftet.status.edition import current
from loftet.status.indicator.drawing import kept_png, line_picture
from loftet.status.share import pictures
from loftet.status.share.frame import ShareWords, share_svg
from loftet.stories.models import Licence, Picture
from loftet.stories.pages import ToldPage

LINE = 78
KEPT = "public, max-age=3600"  # a story can be taken back: nobody keeps its picture for long
NOT_KEPT = "private, no-store"


class StoryFile(ToldPage):
    """A file of a story."""

    content_type: str
    saved_as = ""  # the name of a file that is taken home; what is looked at has none

    def make(self) -> bytes:
        """Return the content of the file, or answer 404."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        if self.saved_as:
            stem, _dot, ending = self.saved_as.partition(".")
            response = file_response(self.make(), self.content_type, f"{stem}-{self.subject.pk}.{ending}")
        else:
            response = HttpResponse(self.make(), content_type=self.content_type)
        response.headers["Cache-Control"] = KEPT if self.subject.is_public else NOT_KEPT
        return response

    def png(self, svg: str, key: str) -> bytes:
        """Return a drawing as PNG; that of a public story is made once, whatever the query of its address."""
        edition = current().edition
        if edition is None or not self.subject.is_public:
            return png_of(svg)
        return kept_png(svg, edition, key)

    @property
    def view(self) -> LineView:
        """Return what the chart shows, or answer 404."""
        best = self.evidence.best
        if best is None or best.view is None:
            raise Http404(_("The story has no chart."))
        return best.view


class StoryPictureFile(StoryFile):
    """The picture, as it was drawn again; the address of another picture is another one."""

    content_type = "image/jpeg"

    def make(self) -> bytes:
        """Return the picture."""
        rows = Picture.objects.filter(story=self.subject.pk, digest=self.kwargs["digest"])
        content = rows.values_list("content", flat=True).first()
        if content is None:
            raise Http404(_("The story has no such picture."))
        return bytes(content)


class StoryChartSvg(StoryFile):
    """The chart with its finding and its source, as SVG."""

    content_type, saved_as = "image/svg+xml", "figur.svg"

    def make(self) -> bytes:
        """Return the drawing."""
        return self.drawing().encode()

    def drawing(self) -> str:
        """Draw the chart."""
        best = self.evidence.best
        view = self.view
        assert best is not None  # it has a view
        assert best.newest is not None  # it is shown
        measured, said = f"{best.name} ({view.unit})", (best.newest.finding, best.newest.certainty)
        caption = Caption(_warning(), self.subject.title, measured, said)
        return line_picture(view, caption)


class StoryChartPng(StoryChartSvg):
    """The same as PNG, for a newspaper that takes no SVG."""

    content_type, saved_as = "image/png", "figur.png"

    def make(self) -> bytes:
        """Return the picture."""
        return self.png(self.drawing(), f"story-{self.subject.pk}")


class StoryShare(StoryFile):
    """The picture by which the story is shared."""

    content_type = "image/png"

    def make(self) -> bytes:
        """Return the picture."""
        best = self.evidence.best
        view = best.view if best else None
        drawn = pictures.line_picture(view) if view else pictures.goals_picture()
        words = ShareWords(self.subject.title, self.number, _warning())
        return self.png(share_svg(words, drawn), f"story-{self.subject.pk}-del")

    @property
    def number(self) -> str:
        """Return the number of the story in a sentence, or why the numbers do not support it now."""
        best = self.evidence.best
        said = best.newest.finding if best and best.newest else str(self.subject.figure)
        return self.why_not or said


class NewspaperText(StoryFile):
    """The story as plain text, for a newspaper."""

    content_type, saved_as = "text/plain; charset=utf-8", "avis.txt"
    with_charts = False

    def make(self) -> bytes:
        """Return the text, in lines of a length that any program shows."""
        paragraphs = filter(None, self._paragraphs())
        text = "\n\n".join("\n".join(fill(line, LINE) for line in one.splitlines()) for one in paragraphs)
        return f"{text}\n".encode()

    def _paragraphs(self) -> Iterator[str]:
        story, best = self.subject, self.evidence.best
        yield _warning()
        yield self.why_not
        yield story.title
        yield story.text.replace("\r\n", "\n")
        if story.quote:
            yield _("“%(quote)s”, says %(who)s.") % {"quote": story.quote.rstrip("."), "who": story.quote_by}
        if story.figure:
            yield f"{story.figure} ({story.figure_source})"
        for card in filter(None, (best, *self.evidence.beside)):
            if card.newest:
                yield f"{card.name}: {card.newest.sentence} {card.whose}".rstrip()
        if picture := self.picture:
            yield _credit(picture)
        yield self._foot()

    def _foot(self) -> str:
        story = self.subject
        said: dict[str, Any] = {
            "who": story.organisation.name,
            "address": self.request.build_absolute_uri(story.get_absolute_url()),
        }
        if story.published is None:
            return _("Draft of %(who)s, not approved: %(address)s") % said
        said["day"] = date_format(story.published, "DATE_FORMAT")
        return _("%(who)s, approved on %(day)s. Read more: %(address)s") % said


def _credit(picture: Picture) -> str:
    said = {"who": picture.credit, "licence": Licence(picture.licence).label, "alt": picture.alt}
    return _("Picture: %(who)s. %(licence)s. It shows: %(alt)s") % said


def _warning() -> str:
    edition = current().edition
    return str(MADE_UP) if edition is not None and edition.demo else ""
