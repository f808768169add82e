"""The commands of a document, as they stand there, with the example values replaced by those of a test."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Commands that go on until they are stopped.
SERVING = re.compile(r"(make demo|\.venv/bin/loftet (serve|worker|stand-in))\b")


@dataclass(frozen=True, slots=True)
class Walk:
    """What is run one after the other, and then what is left running."""

    steps: tuple[str, ...]
    serving: tuple[str, ...]


def walk(document: Path, heading: str, replaced: Mapping[str, str]) -> Walk:
    """Read the block of commands under a heading; every example value must stand there to be replaced."""
    section = document.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    for example, value in replaced.items():
        assert example in block, f"«{example}» is not in the commands of «{heading}»"
        block = block.replace(example, value)
    commands = [line for line in block.replace("\\\n", "").splitlines() if line.strip()]
    return Walk(
        steps=tuple(line for line in commands if not SERVING.match(line)),
        serving=tuple(line for line in commands if SERVING.match(line)),
    )
