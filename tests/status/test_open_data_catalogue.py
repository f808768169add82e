"""The catalogue of open data: valid by the checker of DCAT-AP-NO, in three forms, by page and command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Namespace, URIRef

from loftet.cli import main
from loftet.people.models import Organisation
from loftet.site.views import dcat

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
Publish = Callable[..., str]


@pytest.fixture(autouse=True)
def nothing_is_written_yet() -> None:
    dcat._written.cache_clear()


def told_by_checker(shared: Path, file: Path) -> subprocess.CompletedProcess[str]:
    checker = [sys.executable, str(shared / "data/formats/check_dcat.py"), str(file)]
    asked = [*checker, "--need", "Catalog,Dataset,Distribution,DataService"]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["catalogue.ttl", "catalogue.jsonld", "catalogue.rdf"])
def test_the_catalogue_is_valid(published_as: Publish, tmp_path: Path, shared: Path, name: str) -> None:
    published_as()
    assert main(["export", "dcat", "--out", str(tmp_path / name)]) == 0
    told = told_by_checker(shared, tmp_path / name)
    assert told.returncode == 0, told.stdout
    assert " 0 violations" in told.stdout


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib's own reader
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "kind", "read_as"),
    [
        ("*/*", "text/turtle", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("image/png", "text/turtle", "turtle"),
    ],
)
def test_a_program_gets_the_form_that_it_asks_for(
    published_as: Publish, client: Client, accept: str, kind: str, read_as: str
) -> None:
    published_as()
    answer = client.get("/api/catalog", HTTP_ACCEPT=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    graph = Graph().parse(data=answer.content, format=read_as)
    leakage = URIRef("http://localhost:8000/indikatorer/leakage/")
    titles = {str(one.language): str(one) for one in graph.objects(leakage, DCTERMS.title)}  # type: ignore[attr-defined]
    assert titles == {"nb": "Lekkasje", "nn": "Lekkasje", "en": "Leakage"}
    files = set(graph.objects(leakage, DCAT.distribution))
    assert files == {URIRef(f"http://localhost:8000/indikatorer/leakage.{one}") for one in ("csv", "json")}
    assert all(client.get(str(one).removeprefix("http://localhost:8000")).status_code == 200 for one in files)
    known = client.get("/api/catalog", HTTP_ACCEPT=accept, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert known.status_code == 304


@pytest.mark.django_db
def test_a_page_that_is_kept_is_not_given_in_another_form(
    published_as: Publish, client: Client, settings: Settings
) -> None:
    settings.KEEP_PAGES = 60
    published_as()
    kinds = [
        client.get("/api/catalog", HTTP_ACCEPT=one)["Content-Type"] for one in ("*/*", "application/json")
    ]
    assert kinds == ["text/turtle", "application/json"]


@pytest.mark.django_db
def test_the_publisher_has_the_number_of_its_organisation(
    published_as: Publish, client: Client, settings: Settings
) -> None:
    published_as()
    settings.OPERATOR, settings.CONTACT = "Regionrådet", "Data <data@radet.example>"
    Organisation.objects.create(name="Regionrådet", slug="radet", kind="council", number="974760673")
    graph = Graph().parse(data=client.get("/api/catalog").content, format="turtle")
    (publisher,) = set(graph.objects(None, DCTERMS.publisher))
    assert str(publisher).endswith("/organizations/974760673")
    assert str(graph.value(publisher, FOAF.name)) == "Regionrådet"
    assert set(map(str, graph.objects(None, VCARD.hasEmail))) == {"mailto:data@radet.example"}


@pytest.mark.django_db
def test_a_site_without_figures_has_its_purchases_alone(client: Client) -> None:
    graph = Graph().parse(data=client.get("/api/catalog").content, format="turtle")
    assert [str(one) for one in graph.subjects(RDF.type, DCAT.Dataset)] == ["http://localhost:8000/behov/"]


@pytest.mark.django_db
def test_a_name_of_no_known_form_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "dcat", "--out", str(tmp_path / "catalogue.csv")]) == 2
    assert ".ttl, .jsonld, .json, .rdf, .xml" in capsys.readouterr().err
