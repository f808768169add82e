"""What reports say: their sections in three languages, and the numbers of the pages."""

import re
from typing import TypeVar

import pytest
from django.test import Client

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.documents.blocks import Bullets, Cell, Document, Figure, Note, Numbered, Paragraph, Table
from loftet.invalid_input import InvalidInput
from loftet.report_content.kinds import ReportKind
from tests.report_content.conftest import ReportOf

PLACE, REGION = "granasen", "demodalen"
Some = TypeVar("Some")


def headings(report: Document, level: int = 1) -> list[str]:
    return [one.heading for one in report.sections if one.level == level and one.heading]


def blocks(report: Document, kind: type[Some]) -> list[Some]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


CASE = {
    "nb": [
        "Saksopplysninger",
        "Vurdering",
        "Økonomiske konsekvenser",
        "Kommunedirektørens forslag til vedtak",
    ],
    "nn": ["Saksopplysingar", "Vurdering", "Økonomiske konsekvensar", "Kommunedirektøren si tilråding"],
    "en": [
        "Facts of the case",
        "Assessment",
        "Economic consequences",
        "The chief executive's proposal for a decision",
    ],
}
ONE_PAGE = {
    "nb": ["Her står vi sterkt", "Dette må løftes", "Hva kan vi gjøre?", "Neste steg"],
    "nn": ["Her står vi sterkt", "Dette må løftast", "Kva kan vi gjere?", "Neste steg"],
    "en": ["Strengths", "Needs improvement", "What can we do?", "Next step"],
}
REVIEW = {
    "nb": [
        "Forord",
        "Hovedpunkter",
        "Om oss",
        "Metode og prosess",
        "Politikk og rammer",
        "Framgang på målene",
        "Slik får vi det til",
        "Konklusjon og neste steg",
        "Vedlegg",
    ],
    "nn": [
        "Forord",
        "Hovudpunkt",
        "Om oss",
        "Metode og prosess",
        "Politikk og rammer",
        "Framgang på måla",
        "Slik får vi det til",
        "Konklusjon og neste steg",
        "Vedlegg",
    ],
    "en": [
        "Opening statement",
        "Highlights",
        "Introduction",
        "Methodology and process",
        "Policy and enabling environment",
        "Progress on goals and targets",
        "Means of implementation",
        "Conclusion and next steps",
        "Annexes",
    ],
}
KNOWLEDGE = {
    "nb": [
        "Her står vi sterkt",
        "Dette må løftes",
        "Felles med andre i Demodalen",
        "De 17 bærekraftsmålene i Granåsen",
        "Veien mot måltallene",
        "Det vi ikke vet",
        "Slik regner vi",
        "Hvor tallene kommer fra",
        "Alle tall",
    ],
    "nn": [
        "Her står vi sterkt",
        "Dette må løftast",
        "Felles med andre i Demodalen",
        "Dei 17 berekraftsmåla i Granåsen",
        "Vegen mot måltala",
        "Det vi ikkje veit",
        "Slik reknar vi",
        "Kvar tala kjem frå",
        "Alle tal",
    ],
    "en": [
        "Strengths",
        "Needs improvement",
        "Shared with others in Demodalen",
        "The 17 goals in Granåsen",
        "Towards the targets",
        "What we do not know",
        "How we compute",
        "Where the figures come from",
        "All figures",
    ],
}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ReportKind.CASE_PAPER, CASE),
        (ReportKind.KNOWLEDGE, KNOWLEDGE),
        (ReportKind.ONE_PAGE, ONE_PAGE),
        (ReportKind.REVIEW, REVIEW),
    ],
)
def test_the_sections_of_a_report(
    report_of: ReportOf, kind: ReportKind, expected: dict[str, list[str]], language: str
) -> None:
    assert headings(report_of(kind, PLACE, language)) == expected[language]


def test_a_case_paper_proposes_points_that_are_voted_on_one_by_one(report_of: ReportOf) -> None:
    report = report_of(ReportKind.CASE_PAPER, PLACE, "nn")
    (proposal,) = blocks(report, Numbered)
    assert proposal.items[0] == (
        "Kommunestyret tek statusen for Granåsen på berekraftsmåla "
        f"(utgåve {report.edition_id}) til orientering."
    )
    assert proposal.items[-1] == "Kommunedirektøren legg fram nye tal saman med årsrapporten."
    assert len(proposal.items) == 5


def test_a_case_paper_tells_what_is_chosen_with_its_reasons(report_of: ReportOf) -> None:
    known = report_of(ReportKind.KNOWLEDGE, PLACE, "nb")
    keys = [cell[0].link.split("/indikatorer/")[1].split("/")[0] for cell in figure_rows(known)[:2]]
    chosen = (ChosenFigure(keys[0], "Vi styrer det selv"), ChosenFigure(keys[1], "Naboene har valgt det"))
    report = report_of(ReportKind.CASE_PAPER, PLACE, "nb", chosen)
    table = blocks(report, Table)[0]
    assert table.caption == "Indikatorene som Granåsen har valgt"
    assert [row[-1].text for row in table.rows] == ["Vi styrer det selv", "Naboene har valgt det"]
    (proposal,) = blocks(report, Numbered)
    assert proposal.items[1] == "Kommunestyret vedtar de 2 indikatorene i tabellen som kommunens egne."


def test_what_is_chosen_must_be_in_the_edition(report_of: ReportOf) -> None:
    with pytest.raises(InvalidInput, match="has no indicator «ukjent»"):
        report_of(ReportKind.CASE_PAPER, PLACE, "en", (ChosenFigure("ukjent"),))


def figure_rows(report: Document) -> list[tuple[Cell, ...]]:
    """Return the rows of the tables with all figures, which stand below the goals."""
    of_goals = [one for one in report.sections if one.level == 2]
    return [row for one in of_goals for block in one.blocks if isinstance(block, Table) for row in block.rows]


def test_every_number_is_that_of_the_page_to_the_digit(report_of: ReportOf, client: Client) -> None:
    report = report_of(ReportKind.KNOWLEDGE, PLACE, "nb")
    address = f"/kommuner/{PLACE}/tall/?lang=nb"
    page = " ".join(client.get(address).content.decode().replace("&nbsp;", "\xa0").split())
    rows = figure_rows(report)
    assert len(rows) > 60
    for name, value, *_rest in rows:
        row = page.partition(f">{name.text}</a>")[2].partition("</tr>")[0]
        number = " ".join(value.text.partition("\xa0")[0].partition(" (")[0].split())
        assert number in row, (name, value)


def test_the_answer_and_its_figures_are_those_of_the_page(report_of: ReportOf, client: Client) -> None:
    report = report_of(ReportKind.ONE_PAGE, PLACE, "nn")
    page = client.get(f"/kommuner/{PLACE}/?lang=nn").content.decode()
    assert report.lead in page
    lists = [one.items for one in blocks(report, Bullets)[:2]]
    names = [item.partition(":")[0] for items in lists for item in items]
    assert len(names) == 6
    assert all(name in page for name in names)


def test_every_figure_leads_to_its_page_in_its_edition(report_of: ReportOf, client: Client) -> None:
    report = report_of(ReportKind.KNOWLEDGE, PLACE, "nn")
    links = [one.link for one in blocks(report, Figure)]
    links += [row[0].link for row in figure_rows(report)[:3]]
    assert len(links) > 5
    for link in links:
        assert f"utgave={report.edition_id}" in link
        assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200


def test_a_region_is_told_by_what_its_members_share(report_of: ReportOf) -> None:
    report = report_of(ReportKind.KNOWLEDGE, REGION, "nb")
    assert report.title == "Hva har kommunene i Demodalen til felles?"
    assert headings(report)[:3] == ["Felles styrker", "Felles utfordringer", "Det vi ikke vet"]
    table = blocks(report, Table)[0]
    names = ["Bjørkevoll", "Fossvang", "Granåsen", "Nedre Demodal", "Tjernli", "Øvre Demodal"]
    assert sorted(table.header[1:]) == names


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_region_has_every_kind_of_report(report_of: ReportOf, kind: ReportKind) -> None:
    report = report_of(kind, REGION, "nn")
    assert report.title
    assert all(one.blocks or one.heading for one in report.sections)


def test_a_region_decides_for_itself_alone(report_of: ReportOf) -> None:
    report = report_of(ReportKind.CASE_PAPER, REGION, "nn")
    assert headings(report)[-1] == "Dagleg leiar si tilråding"
    (proposal,) = blocks(report, Numbered)
    assert (
        "Kvar kommune behandlar sin eigen status, og avgjer sjølv kva han vil vere med på." in proposal.items
    )


def test_the_tables_of_a_case_paper_have_four_columns_at_most(report_of: ReportOf) -> None:
    """Case systems cut wider ones: the members of a region stand below the word that they have."""
    for slug in (REGION, PLACE):
        tables = blocks(report_of(ReportKind.CASE_PAPER, slug, "nn"), Table)
        assert tables
        assert max(len(one.header) for one in tables) <= 4
    (table,) = blocks(report_of(ReportKind.CASE_PAPER, REGION, "nn"), Table)
    assert table.header == ("Berekraftsmål", "Mest sterkt", "Blanda", "Mest svakt")
    (energy,) = [[cell.text for cell in row] for row in table.rows if row[0].text.startswith("7.")]
    members = ["Bjørkevoll", "Fossvang", "Granåsen", "Nedre Demodal", "Tjernli", "Øvre Demodal"]
    assert sorted(", ".join(one for one in energy[1:] if one != "–").split(", ")) == members


def test_days_of_a_case_paper_are_written_out(report_of: ReportOf) -> None:
    said = " ".join(one.text for one in blocks(report_of(ReportKind.CASE_PAPER, PLACE, "nn"), Paragraph))
    assert re.search(r"nummera som gjeld \d+\. \w+ 20\d\d\.", said)


def test_what_a_municipality_must_write_itself_is_marked(report_of: ReportOf) -> None:
    notes = [one.text for one in blocks(report_of(ReportKind.REVIEW, PLACE, "nn"), Note)]
    assert "Fyll inn: kva de lovar, innan når, og kven som følgjer opp." in notes


def test_lists_are_never_empty(report_of: ReportOf) -> None:
    for kind in ReportKind:
        assert all(one.items for one in blocks(report_of(kind, PLACE), Bullets))


def test_a_target_is_a_number_below_its_header(report_of: ReportOf) -> None:
    report = report_of(ReportKind.KNOWLEDGE, "ovre-demodal", "nn")
    blocks = [block for section in report.sections for block in section.blocks]
    (table,) = [one for one in blocks if isinstance(one, Table) and "Måltal" in one.header]
    at = table.header.index("Måltal")
    assert [row[at].text for row in table.rows] == ["25", "65,0"]


def test_the_goals_are_on_one_page(report_of: ReportOf) -> None:
    for slug in ("ovre-demodal", "demodalen"):
        report = report_of(ReportKind.REVIEW, slug, "nb")
        tables = [one for part in report.sections for one in part.blocks if isinstance(one, Table)]
        assert [len(one.rows) for one in tables if one.whole] == [17]
