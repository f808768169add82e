"""Writes `docs/reference/modules.md`: every module in a line, from the first line of its docstring.

python docs/generate_modules.py [--check]

`--check` writes nothing and ends with 1 when the page is not current.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "src" / "loftet"
PAGE = PROJECT / "docs" / "reference" / "modules.md"
COMMANDS = "commands"
DJANGO = ("management", "commands", "templatetags")  # packages that Django looks for
HEAD = """# Modules

Every module of `src/loftet` in a line, by package, as its docstring begins. Which one to open for what:
[ARCHITECTURE](../../ARCHITECTURE.md). This page is written by `make docs` from the code; do not edit it.
"""


def first_line(file: Path) -> str:
    """Return the first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def modules() -> Iterator[tuple[str, str, Path]]:
    """Yield each module with its package and its name there, but for migrations."""
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).parts
        if "migrations" in parts or (file.name == "__init__.py" and file.parent.name in DJANGO):
            continue
        package = parts[0] if len(parts) > 1 else COMMANDS
        yield package, "/".join(parts[1:] if len(parts) > 1 else parts), file


def page() -> str:
    """Return the whole page."""
    packages: dict[str, list[str]] = {}
    for package, name, file in modules():
        about = first_line(file)
        if name == "__init__.py":
            packages.setdefault(package, []).insert(0, about if package != COMMANDS else "")
        else:
            packages.setdefault(package, [""]).append(f"- `{name.removesuffix('__init__.py')}`: {about}")
    text = HEAD
    for package, (about, *lines) in sorted(packages.items()):
        text += f"\n## {package}\n\n" + (f"{about}\n\n" if about else "") + "\n".join(lines) + "\n"
    return text


def main() -> int:
    """Write the page, or check that it is current."""
    current = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == current else 1
    PAGE.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
