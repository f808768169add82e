"""The words of the pages are complete in both forms of Norwegian."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from loftet.site.messages import collect, missing, source_of, unused, update_files
from loftet.site.po_files import TARGETS, compile_words, po_file, po_files, read_file, read_words

pytestmark = [pytest.mark.contract, pytest.mark.xdist_group("messages")]  # one process collects them
PLACEHOLDER = re.compile(r"%\((\w+)\)")
COUNTS = {"count", "number"}  # one thing is said in words: «eit behov»


@pytest.fixture(scope="module")
def collected() -> Catalog:
    """Return the messages of the whole source."""
    return collect(settings.PACKAGE)


@pytest.mark.parametrize("language", TARGETS)
def test_every_message_has_its_words(collected: Catalog, language: str) -> None:
    assert missing(settings.PACKAGE, language, collected) == []


@pytest.mark.parametrize("language", TARGETS)
def test_the_words_are_those_of_the_source(collected: Catalog, language: str) -> None:
    assert unused(settings.PACKAGE, language, collected) == []


def test_a_text_that_moves_to_another_file_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_text('_("Stays")\n_("Goes")\n', encoding="utf-8")
    update_files(tmp_path, "nb", collect(tmp_path))
    (tmp_path / "old.py").rename(tmp_path / "new.py")
    assert unused(tmp_path, "nb", collect(tmp_path)) == []
    (tmp_path / "new.py").write_text('_("Stays")\n', encoding="utf-8")
    assert unused(tmp_path, "nb", collect(tmp_path)) == ["Goes"]


def test_a_text_lies_with_its_app_and_a_shared_one_beside_them(tmp_path: Path) -> None:
    for folder, source in (("needs", '_("Need")\n_("Both")\n'), ("pools", '_("Both")\n')):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "code.py").write_text(source, encoding="utf-8")
    update_files(tmp_path, "nn", collect(tmp_path))
    held = {
        file.relative_to(tmp_path).parts[0]: [message.id for message in read_file(file, "nn") if message.id]
        for file in po_files(tmp_path, "nn")
    }
    assert held == {"locale": ["Both"], "needs": ["Need"]}
    (tmp_path / "needs" / "code.py").unlink()
    update_files(tmp_path, "nn", collect(tmp_path))
    assert po_files(tmp_path, "nn") == [po_file(tmp_path / "pools", "nn")]


def write(folder: Path, words: str) -> None:
    """Write a file with the words of one text."""
    file = po_file(folder, "nn")
    file.parent.mkdir(parents=True)
    file.write_text(f'msgid "Need"\nmsgstr "{words}"\n', encoding="utf-8")


def test_words_of_two_files_that_differ_are_refused_with_both_names(tmp_path: Path) -> None:
    write(tmp_path / "needs", "Behov")
    write(tmp_path / "pools", "Trong")
    with pytest.raises(ValueError, match=r"'Need' has other words in .*pools.* than in .*needs"):
        read_words(tmp_path, "nn")


def test_django_reads_the_words_of_all_apps_from_one_file(tmp_path: Path) -> None:
    write(tmp_path / "needs", "Behov")
    with compile_words(tmp_path, "nn").open("rb") as file:
        assert GNUTranslations(file).gettext("Need") == "Behov"


def forms(message: Message) -> tuple[list[str], list[str]]:
    source = [message.id] if isinstance(message.id, str) else list(message.id)
    words = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return source, words


@pytest.mark.parametrize("language", TARGETS)
def test_words_keep_the_places_of_figures(language: str) -> None:
    for message in read_words(settings.PACKAGE, language):
        if message.id:
            for at, (source, words) in enumerate(zip(*forms(message), strict=True)):
                held, wanted = set(PLACEHOLDER.findall(words)), set(PLACEHOLDER.findall(source))
                one = COUNTS if at == 0 and isinstance(message.id, tuple) else set()
                assert held <= wanted <= held | one, source


def test_a_template_reads_as_calls(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text("<p>\n    {% translate 'Missing' %}</p>", encoding="utf-8")
    assert b"gettext(u'Missing')" in source_of(template)


def test_each_kind_of_message_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(
        "{% blocktranslate trimmed count n=n %}\none goal{% plural %}{{ n }} goals{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / "code.py").write_text('pgettext_lazy("target", "Close")\n_("Plain")\n', encoding="utf-8")
    found = {(message.id, message.context) for message in collect(tmp_path) if message.id}
    assert found == {(("one goal", "%(n)s goals"), None), ("Close", "target"), ("Plain", None)}


def test_nynorsk_says_vart() -> None:
    words = [line for file in po_files(settings.PACKAGE, "nn") for line in file.read_text().splitlines()]
    assert [line for line in words if re.search(r"\bblei\b", line, re.IGNORECASE)] == []
