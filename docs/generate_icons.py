"""Write the icons of the pages from the package they come from.

`make icons` reads them again, `make icons ADD="heart fish"` adds two. `charts/icons.json` lists the icons in
use by their names in the package; each is read again.
"""

import json
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SOURCE = PROJECT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
KEPT = PROJECT / "src" / "loftet" / "charts" / "icons.json"
# Each icon begins with a frame that is not drawn.
FRAME = re.compile(r'<path stroke="none"[^>]*/>')


def shapes_of(text: str) -> str:
    """Return what an icon draws, without its frame and its line breaks."""
    inside = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    return re.sub(r"\s*/>", "/>", "".join(line.strip() for line in FRAME.sub("", inside).splitlines()))


def main(added: list[str]) -> None:
    """Write every icon that is in use, and those that are added."""
    names = sorted({*(json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else ()), *added})
    if missing := [name for name in names if not (SOURCE / f"{name}.svg").is_file()]:
        sys.exit(f"{SOURCE}: no icon is called {', '.join(missing)}")
    icons = {name: shapes_of((SOURCE / f"{name}.svg").read_text("utf-8")) for name in names}
    KEPT.write_text(json.dumps(icons, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
