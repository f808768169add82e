"""Templates are wrapped for people, and their pages are not."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from pytest_django import Settings

from loftet.core.template_loader import Loader


@pytest.fixture
def render(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Render":
    monkeypatch.setattr(Loader, "get_dirs", lambda _loader: [tmp_path])
    return Render(tmp_path)


class Render:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = Engine(loaders=["loftet.core.template_loader.Loader"])

    def __call__(self, name: str, source: str) -> str:
        (self.folder / name).write_text(source, encoding="utf-8")
        return str(self.engine.get_template(name).render(Context({"name": "Ål"})))


def test_a_wrapped_line_of_html_is_one_line(render: Render) -> None:
    page = render("page.html", '<p><a class="ds-link"\n      href="/">{{ name }}\n  and Gol</a></p>\n')
    assert page == '<p><a class="ds-link" href="/">Ål and Gol</a></p> '


def test_a_text_area_keeps_its_lines(render: Render) -> None:
    page = render("form.html", "<p>\n<textarea name='a'>\n  {{ name }}\n</textarea>\n</p>")
    assert page == "<p> <textarea name='a'>\n  Ål\n</textarea> </p>"


def test_a_letter_keeps_its_lines(render: Render) -> None:
    assert render("letter.txt", "Hello {{ name }}\n\n  Here it is.\n") == "Hello Ål\n\n  Here it is.\n"


def test_the_site_loads_its_templates_in_this_way(settings: Settings) -> None:
    (_cached, loaders) = settings.TEMPLATES[0]["OPTIONS"]["loaders"][0]
    assert loaders == ["loftet.core.template_loader.Loader"]
