"""The catalogue of what is open here, as DCAT-AP-NO 3.0: data sets, their files, the service of contracts.

Source: Informasjonsforvaltning/dcat-ap-no, class tables of 3.0, read 2026-11. Codes are of the EU's lists
(https://publications.europa.eu/resource/authority/).
"""

from collections.abc import Iterable, Mapping
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from loftet.core.mail import whole
from loftet.core.words import in_each_language
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation
from loftet.sources.whole_file import write_whole
from loftet.status.downloads.said import MADE_UP, licence_name
from loftet.status.edition import current, store
from loftet.text_files.rows import read_whole

LANGUAGES = ("nb", "nn", "en")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
THEMES = URIRef(f"{EU}data-theme")
TONGUES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
LICENCES = {"CC BY 4.0": "CC_BY_4_0", "CC0-1.0": "CC0", "NLOD": "NLOD_1_0", "NLOD 2.0": "NLOD_2_0"}
REGISTER = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
MEDIA = "https://www.iana.org/assignments/media-types/"
FORMATS: Mapping[str, tuple[str, str]] = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "zip": ("ZIP", "application/zip"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
WRITERS = {".ttl": "turtle", ".jsonld": "json-ld", ".json": "json-ld", ".rdf": "xml", ".xml": "xml"}
PREFIXES = {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "vcard": VCARD, "xsd": XSD}


def goal_themes(file: Path) -> Mapping[str, str]:
    """Return the EU's data theme of each goal."""
    columns = ("goal", "theme", "source", "checked")
    return {row.cells["goal"]: row.cells["theme"] for row in read_whole(file, columns)}


class Catalogue:
    """A graph that grows: the catalogue, then one data set after the other."""

    def __init__(self, store: EditionStore, edition: Edition | None) -> None:
        self.store, self.edition = store, edition
        self.graph = Graph()
        for prefix, space in PREFIXES.items():
            self.graph.bind(prefix, space)
        self.here = URIRef(address("catalogue"))
        self.publisher, self.contact = self._publisher(), self._contact()
        self._describe_catalogue()

    def build(self) -> Graph:
        """Return the graph of all that is open."""
        if self.edition is not None:
            self._whole_edition(self.edition)
            themes = goal_themes(settings.CATALOGUE / "data_themes.csv")
            spoken = {one: self.store.indicators(self.edition, one) for one in LANGUAGES}
            for texts in zip(*spoken.values(), strict=True):
                self._indicator(self.edition, dict(zip(LANGUAGES, texts, strict=True)), themes)
        self._contracts()
        return self.graph

    def _add(self, subject: URIRef, *facts: tuple[URIRef, Literal | URIRef]) -> None:
        for predicate, told in facts:
            self.graph.add((subject, predicate, told))

    def _texts(self, subject: URIRef, predicate: URIRef, texts: Mapping[str, str]) -> None:
        self._add(subject, *((predicate, Literal(text, lang=one)) for one, text in texts.items() if text))

    def _publisher(self) -> URIRef:
        name = settings.OPERATOR or (self.edition.publisher if self.edition else "") or "Løftet"
        number = Organisation.objects.filter(name=name).values_list("number", flat=True).first()
        agent = URIRef(f"{REGISTER}{number}" if number else f"{address('about')}#operator")
        self._add(agent, (RDF.type, FOAF.Agent), (FOAF.name, Literal(name)))
        if number:
            self._add(agent, (DCTERMS.identifier, Literal(number)))
        return agent

    def _contact(self) -> URIRef:
        name, mail = parseaddr(settings.CONTACT)
        if "@" not in mail:
            name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
        contact = URIRef(f"{address('about')}#contact")
        self._add(
            contact,
            (RDF.type, VCARD.Organization),
            (VCARD.fn, Literal(name or settings.OPERATOR or "Løftet")),
            (VCARD.hasEmail, URIRef(f"mailto:{mail}")),
        )
        return contact

    def _described(self, subject: URIRef, kind: URIRef) -> None:
        self._add(
            subject,
            (RDF.type, kind),
            (DCTERMS.identifier, Literal(str(subject), datatype=XSD.anyURI)),
            (DCTERMS.publisher, self.publisher),
            (DCAT.contactPoint, self.contact),
        )

    def _describe_catalogue(self) -> None:
        self._described(self.here, DCAT.Catalog)
        self._texts(self.here, DCTERMS.title, in_each_language(lambda: _("Open data of Løftet")))
        self._texts(self.here, DCTERMS.description, in_each_language(self._about))
        self._add(
            self.here,
            (DCAT.themeTaxonomy, THEMES),
            (FOAF.homepage, URIRef(f"{settings.SITE_ADDRESS}/")),
            *((DCTERMS.language, URIRef(f"{EU}language/{TONGUES[one]}")) for one in LANGUAGES),
        )
        if self.edition is not None:
            self._add(self.here, (DCTERMS.modified, Literal(self.edition.built)))

    def _about(self) -> str:
        what = _("How municipalities stand on the goals, and what they need and buy together.")
        return f"{MADE_UP}. {what}" if self.edition and self.edition.demo else what

    def _dataset(
        self, at: str, themes: Iterable[str], titles: Mapping[str, str], about: Mapping[str, str]
    ) -> URIRef:
        subject = URIRef(at)
        self._described(subject, DCAT.Dataset)
        self._texts(subject, DCTERMS.title, titles)
        self._texts(subject, DCTERMS.description, {one: about[one] or titles[one] for one in about})
        self._add(
            subject,
            *((DCAT.theme, URIRef(f"{THEMES}/{theme}")) for theme in themes),
            (DCTERMS.accessRights, URIRef(f"{EU}access-right/PUBLIC")),
        )
        self._add(self.here, (DCAT.dataset, subject))
        return subject

    def _file(self, dataset: URIRef, at: str, ending: str, licence: str = "") -> None:
        code, media = FORMATS[ending]
        file = URIRef(at)
        self._add(
            file,
            (RDF.type, DCAT.Distribution),
            (DCAT.accessURL, file),
            (DCTERMS["format"], URIRef(f"{EU}file-type/{code}")),
            (DCAT.mediaType, URIRef(f"{MEDIA}{media}")),
        )
        if licence in LICENCES:
            self._add(file, (DCTERMS.license, URIRef(f"{EU}licence/{LICENCES[licence]}")))
        self._add(dataset, (DCAT.distribution, file))

    def _whole_edition(self, edition: Edition) -> None:
        made = self._dataset(
            address("data"),
            ("REGI", "GOVE"),
            in_each_language(lambda: _("All figures")),
            in_each_language(
                lambda: _("Every indicator and goal in every place, with the code book, as one file.")
            ),
        )
        self._texts(made, DCAT.keyword, in_each_language(lambda: _("sustainable development goals")))
        self._add(made, (DCTERMS.modified, Literal(edition.built)))
        licence = edition.licence if edition.demo else ""
        for name, ending in (("data_csv", "zip"), ("data_parquet", "zip"), ("data_excel", "xlsx")):
            self._file(made, address(name), ending, licence)

    def _indicator(self, edition: Edition, texts: Mapping[str, Indicator], themes: Mapping[str, str]) -> None:
        one = texts["nb"]
        made = self._dataset(
            address("indicator", one.key),
            (themes[one.goal],),
            {language: text.name for language, text in texts.items()},
            {language: text.about for language, text in texts.items()},
        )
        self._add(made, (DCTERMS.modified, Literal(edition.built)))
        self._texts(made, DCAT.keyword, in_each_language(lambda: _("goal %(goal)s") % {"goal": one.goal}))
        licence = licence_name(one, edition)
        self._file(made, address("indicator_csv", one.key), "csv", licence)
        self._file(made, address("indicator_json", one.key), "json", licence)

    def _contracts(self) -> None:
        titles = in_each_language(lambda: _("Coming purchases (OCDS)"))
        about = in_each_language(
            lambda: _("Needs and joint purchases that are open to all, as open contracting data.")
        )
        made = self._dataset(address("needs"), ("GOVE",), titles, about)
        self._texts(made, DCAT.keyword, in_each_language(lambda: _("public procurement")))
        self._file(made, address("ocds"), "json")
        service = URIRef(f"{address('ocds')}#service")
        self._described(service, DCAT.DataService)
        self._texts(service, DCTERMS.title, titles)
        self._add(service, (DCAT.endpointURL, URIRef(address("ocds"))), (DCAT.servesDataset, made))
        self._add(self.here, (DCAT.service, service))


def address(name: str, *parts: str) -> str:
    """Return the whole address of a page or a file."""
    return whole(reverse(name, args=parts))


def build_catalogue() -> Graph:
    """Build the catalogue of what is public now."""
    return Catalogue(store(), current().edition).build()


def write_catalogue(graph: Graph, written: str) -> bytes:
    """Return the catalogue as `turtle`, `json-ld` or `xml`."""
    if written == "json-ld":
        context = {prefix: str(space) for prefix, space in PREFIXES.items()}
        return graph.serialize(format=written, encoding="utf-8", context=context)
    return graph.serialize(format=written, encoding="utf-8")


def export(out: Path) -> int:
    """Write the catalogue into a file, whole or not at all, and return how many data sets it has.

    Raises:
        InvalidInput: when the name ends as no kind of file that is known, or it cannot be written.
    """
    written = WRITERS.get(out.suffix.lower())
    if written is None:
        raise InvalidInput.because(f"a catalogue is written as {', '.join(WRITERS)}", file=out)
    graph = build_catalogue()
    write_whole(out, write_catalogue(graph, written))
    return len(set(graph.subjects(RDF.type, DCAT.Dataset)))
