"""Build a report of a kind, of a place, from an edition, in a language."""

from collections.abc import Callable, Mapping, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.documents.blocks import Document, Section
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind as PlaceKind
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place
from loftet.report_content import case_paper, knowledge, one_page, review
from loftet.report_content.kinds import LANGUAGES, ReportKind
from loftet.report_content.municipality import municipality_in_edition, municipality_told
from loftet.report_content.region import region_in_edition, region_told
from loftet.report_content.told import Told
from loftet.status.citation import Cited, text_citation
from loftet.status.downloads.said import MADE_UP

REGIONS = (PlaceKind.REGION, PlaceKind.COUNTY)
# The others begin with the answer in a section of their own, to be copied with it.
LED = (ReportKind.KNOWLEDGE, ReportKind.ONE_PAGE)
Sections = Callable[[Told], tuple[Section, ...]]
WRITTEN: Mapping[ReportKind, tuple[Callable[[Told], str], Sections]] = {
    ReportKind.CASE_PAPER: (case_paper.title, case_paper.case_paper),
    ReportKind.KNOWLEDGE: (knowledge.title, knowledge.knowledge_base),
    ReportKind.ONE_PAGE: (knowledge.title, one_page.one_page),
    ReportKind.REVIEW: (review.title, review.review),
}


def build_report(
    kind: ReportKind,
    place: Place,
    store: EditionStore,
    edition: Edition,
    language: str,
    chosen: Sequence[ChosenFigure] = (),
    *,
    leaves_out: bool = False,
) -> Document:
    """Build a report about a municipality, or about a region or county, in bokmål, nynorsk or English.

    What the municipality has chosen is told with its reasons; nothing chosen: what stands out. That a place
    has no figures is said in the language of who asks. With `leaves_out`, a report does without what is
    chosen and not in the edition, and says so.

    Raises:
        InvalidInput: when the edition has no figures for the place or for what is chosen, or the language is
            none of the three.
    """
    if language not in dict(LANGUAGES):
        said = _("«%(language)s» is not a language of reports: %(known)s.")
        raise InvalidInput.because(said % {"language": language, "known": ", ".join(dict(LANGUAGES))})
    if place.kind in REGIONS:
        region = region_in_edition(place, edition)
        with translation.override(language):
            return _report(kind, region_told(place, store, edition, region), language)
    here = municipality_in_edition(place, store, edition)
    with translation.override(language):
        told = municipality_told(here, store, edition, chosen, leaves_out=leaves_out)
        return _report(kind, told, language)


def _report(kind: ReportKind, told: Told, language: str) -> Document:
    title_of, sections_of = WRITTEN[kind]
    title, edition = title_of(told), told.edition
    return Document(
        title=title,
        language=language,
        place=told.name,
        edition_id=edition.id,
        built=edition.built,
        sections=sections_of(told),
        lead=told.lead if kind in LED else "",
        footer=_("%(title)s · edition %(edition)s") % {"title": title, "edition": edition.id},
        citation=text_citation(Cited(title, edition, told.link)),
        link=told.link,
        warning=str(MADE_UP) if edition.demo else "",
        is_sheet=kind is ReportKind.ONE_PAGE,
    )
