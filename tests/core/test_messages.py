"""What came of something is said in one way on all pages: an error as an error."""

import re
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

SOURCE = Path(__file__).parents[2] / "src" / "loftet"


@pytest.mark.parametrize(
    ("level", "colour", "role"),
    [
        (constants.INFO, "info", "status"),
        (constants.SUCCESS, "success", "status"),
        (constants.WARNING, "warning", "status"),
        (constants.ERROR, "danger", "alert"),
    ],
)
def test_each_level_has_its_colour_and_its_role(level: int, colour: str, role: str) -> None:
    shown = render_to_string(
        "core/parts/messages.html", {"messages": [Message(level, "So it <went>", "extra")]}
    )
    assert shown.strip() == (
        f'<div class="ds-alert" data-color="{colour}" role="{role}"><p>So it &lt;went&gt;</p></div>'
    )


def test_all_pages_show_messages_by_the_same_template() -> None:
    texts = {path: path.read_text() for path in SOURCE.rglob("*.html")}
    loops = [path.relative_to(SOURCE).as_posix() for path, text in texts.items() if " in messages" in text]
    assert loops == ["core/templates/core/parts/messages.html"]
    included = {name for text in texts.values() for name in re.findall(r'"([\w/]+/messages\.html)"', text)}
    assert included == {"core/parts/messages.html"}
