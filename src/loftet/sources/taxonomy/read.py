"""Turtle files of the taxonomy, read into records."""

import re
from collections import defaultdict
from pathlib import Path

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.taxonomy.record import IndicatorSet, Scheme, TaggedIndicator, Taxonomy
from loftet.text_files.rows import read_text

SDG, SKOS = "http://metadata.un.org/sdg/ontology#", "http://www.w3.org/2004/02/skos/core#"
DC, TERMS = "http://purl.org/dc/", "http://purl.org/dc/terms/"
KS, QUALITY = "https://metadata.ks.no/sdg-taxonomi/#", "http://www.w3.org/ns/dqv#hasQualityMeasurement"
INDICATOR, SCHEME = URIRef(f"{SDG}Indicator"), URIRef(f"{SKOS}ConceptScheme")
TITLE = URIRef(f"{DC}title")
TAGS = {
    "goals": f"{SDG}hasGoal",
    "targets": f"{SDG}isIndicatorOf",
    "evaluation": f"{KS}hasEvaluation",
    "quality": QUALITY,
    "geography": f"{TERMS}coverage",
    "sectors": f"{TERMS}subject",
    "bottom_lines": f"{KS}hasImpact",
    "notations": f"{SKOS}notation",
    "sources": f"{TERMS}source",
    "periodicity": f"{TERMS}accrualPeriodicity",
    "units": f"{TERMS}type",
}
NUMBER = re.compile(r"(\d+)$", re.ASCII)
SUBJECT = re.compile(r"^<([^>\n]+)>", re.MULTILINE)
MOST_BYTES = 50_000_000


def read_taxonomy(folder: Path) -> Taxonomy:
    """Read every Turtle file of a folder.

    Raises:
        InvalidInput: when there is none, a file is not Turtle, or an indicator has no title or number.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        cause = "the folder holds no Turtle file (.ttl)" if folder.is_dir() else "the folder is missing"
        raise InvalidInput.because(cause, file=folder)
    schemes: list[Scheme] = []
    sets: list[IndicatorSet] = []
    problems: list[Problem] = []
    for file in files:
        try:
            _read(file, schemes, sets, problems)
        except InvalidInput as refused:
            problems.extend(refused.problems)
    _demand_once(sets, problems)
    if problems:
        raise InvalidInput(problems)
    return Taxonomy(tuple(schemes), tuple(sets))


def _read(file: Path, schemes: list[Scheme], sets: list[IndicatorSet], problems: list[Problem]) -> None:
    text = _text(file)
    graph, lines = _graph(text, file), _lines(text)
    subjects = [str(one) for one in graph.subjects(RDF.type, INDICATOR)]
    scheme = next((str(one) for one in graph.subjects(RDF.type, SCHEME)), "")
    if subjects:
        found = [_indicator(graph, uri, lines.get(uri), file, problems) for uri in set(subjects)]
        ordered = sorted((one for one in found if one), key=lambda one: (one.number, one.uri))
        sets.append(IndicatorSet(file.stem, file, tuple(ordered)))
    elif scheme:
        title = next((str(one) for one in graph.objects(URIRef(scheme), TITLE)), "")
        concepts = sorted(str(one) for one in graph.subjects(URIRef(f"{SKOS}inScheme"), URIRef(scheme)))
        schemes.append(Scheme(scheme, title, file, tuple(concepts)))
    else:
        raise InvalidInput.because("the file holds neither indicators nor a scheme of values", file=file)


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise InvalidInput.because(f"the file is larger than {MOST_BYTES:,} bytes", file=file)
    text = read_text(file)
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        raise InvalidInput.because("the file is a web page or XML, not Turtle", file=file, line=1)
    return text


def _graph(text: str, file: Path) -> Graph:
    """Parse one file, and nothing that it may point to."""
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except BadSyntax as fault:
        words = " ".join(str(fault._why).split())
        raise InvalidInput.because(f"not Turtle: {words}", file=file, line=fault.lines + 1) from None
    except (IndexError, AssertionError):  # so the parser says that it has read to the end
        last = text.count("\n") + 1
        raise InvalidInput.because(
            "not Turtle: the file ends within a statement", file=file, line=last
        ) from None
    except (ParserError, ValueError, RecursionError) as fault:
        raise InvalidInput.because(f"not Turtle: {fault}", file=file) from None
    return graph


def _lines(text: str) -> dict[str, int]:
    """Find the line on which each subject begins."""
    found: dict[str, int] = {}
    line, before = 1, 0
    for match in SUBJECT.finditer(text):
        line += text.count("\n", before, match.start())
        before = match.start()
        found.setdefault(match[1], line)
    return found


def _indicator(
    graph: Graph, uri: str, line: int | None, file: Path, problems: list[Problem]
) -> TaggedIndicator | None:
    tags: dict[str, list[str]] = defaultdict(list)
    titles: list[Node] = []
    names = {predicate: name for name, predicate in TAGS.items()}
    for predicate, value in graph.predicate_objects(URIRef(uri)):
        if predicate == TITLE:
            titles.append(value)
        elif name := names.get(str(predicate)):
            tags[name].append(str(value))
    number = NUMBER.search(uri)
    if number is None:
        problems.append(Problem(f"the address <{uri}> does not end in a number", file, line))
    if len(titles) != 1 or not isinstance(titles[0], Literal) or not str(titles[0]).strip():
        problems.append(Problem(f"<{uri}> has {len(titles)} titles; one is needed", file, line, "dct:title"))
        return None
    language = titles[0].language or ""
    sorted_tags = {name: tuple(sorted(values)) for name, values in tags.items()}
    return number and TaggedIndicator(
        uri, int(number[1]), line, str(titles[0]).strip(), language, **sorted_tags
    )


def _demand_once(sets: list[IndicatorSet], problems: list[Problem]) -> None:
    first: dict[str, IndicatorSet] = {}
    for group in sets:
        for one in group.indicators:
            before = first.setdefault(one.uri, group)
            if before is not group:
                cause = f"<{one.uri}> is in {before.file.name} too"
                problems.append(Problem(cause, group.file, one.line))
