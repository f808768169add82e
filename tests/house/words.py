"""Count what the house style does not allow: `python -m tests.house.words` prints it file by file."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from grimp import build_graph

LONGEST_TEMPLATE_LINE = 160
LONG_LINE = "long template line"
TEXTS = {".py", ".html", ".md", ".toml", ".sh", ".js", ".css", ".conf", ".service", ".timer", ".yaml"}
# Built from parts, so that this file does not contain what it looks for.
BANNED = tuple(
    "".join(parts)
    for parts in (
        ("who", "ever"),
        ("an", "ew"),
        ("let", "(?:s|ting)? go of"),
        ("(?:tell|say|show)", "(?:s|ing)? whether"),
        ("of ill", " will"),
        ("at ", "hand"),
        ("stands?(?:ing)? ", "(?:beside|there|nearest)"),
        ("stands ", "(?:in|at|on|below|above)"),
        ("whether ", "somebody may"),
        ("whence|where", "from|wherein|therein|thereof"),
        ("na", "ught|no", "ught"),
        ("none is ", "forgotten"),
        ("what is ", "held"),
        ("such as ", "(?:is|are|do|has|have)"),
        ("lies to ", "(?:the|its)"),
        ("roo", "ms"),
        ("left the ", "house"),
        ("the house ", "(?:itself|keeps|has)"),
    )
)
BANNED_WORDS = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
# A place stands somewhere on a scale, and texts of pages use the word as everybody does.
ALLOWED = re.compile(
    r"(?:it|place|municipality|Nome|region) stands (?:at|on|in)\b"
    r"|What stands there|stands? (?:below|in your way)"
)
VERBS = frozenset((Path(__file__).parent / "verbs.txt").read_text(encoding="utf-8").split())
CLAUSES = frozenset({"What", "How", "Who", "Where", "Whose", "When", "Whether", "Which", "That", "Those"})
VAGUE = frozenset({"Give", "Tell", "Say"})  # what a function may not begin with, and a class neither
# Generated from the words of all apps, and from docstrings, which are counted where they are.
GENERATED = ("docs/reference/retention.md", "docs/reference/modules.md")
AREAS = ("benchmarks", "catalogue", "deploy", "docs", "examples")


def area_of(name: str) -> str | None:
    """Return the area of a file: a package, a folder at the root, or None where nothing is counted."""
    parts = name.split("/")
    if name in GENERATED:
        return None
    if parts[:2] == ["src", "loftet"]:
        return parts[2] if len(parts) > 3 else "commands"
    if name == "ARCHITECTURE.md":
        return "docs"
    return parts[0] if parts[0] in AREAS else None


def counted_files(project: Path) -> dict[str, str]:
    """Return the tracked files that are counted, each with its area."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    names = (name for name in listed.stdout.split("\0") if Path(name).suffix in TEXTS)
    areas = {
        name: area_of(name) for name in names if "/migrations/" not in name and (project / name).is_file()
    }
    return {name: area for name, area in areas.items() if area is not None}


def banned_words(line: str) -> list[str]:
    """Return the banned words of a line."""
    return [] if ALLOWED.search(line) else [found[0].lower() for found in BANNED_WORDS.finditer(line)]


def faults_of(name: str, text: str) -> Iterator[str]:
    """Yield what is wrong in a file, one word for each fault."""
    for line in text.splitlines():
        yield from (f"banned word «{found}»" for found in banned_words(line))
        if name.endswith(".html") and len(line) > LONGEST_TEMPLATE_LINE:
            yield LONG_LINE
    if name.endswith(".py"):
        yield from docstring_faults_of(text)


def docstring_faults_of(text: str) -> list[str]:
    """Return docstrings that begin with an unusual verb, and those of classes that begin with a clause."""
    return list(_docstring_faults(ast.parse(text)))


def _docstring_faults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            continue
        first = re.match(r"\w+", ast.get_docstring(node) or "")
        if first is None:
            continue
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not is_function and first[0] in CLAUSES:
            yield f"clause «{first[0]} …»"
        elif first[0] in VAGUE or (is_function and first[0] not in VERBS):
            yield f"docstring verb «{first[0]}»"


def counts(project: Path) -> dict[str, dict[str, Counter[str]]]:
    """Return the faults by area and file."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for name, area in sorted(counted_files(project).items()):
        faults = Counter(faults_of(name, (project / name).read_text(encoding="utf-8")))
        if faults:
            found.setdefault(area, {})[name] = faults
    return found


def import_circles() -> list[str]:
    """Return the modules of a circle of imports, if there is one."""
    graph = build_graph("loftet", cache_dir=None)
    try:
        TopologicalSorter(
            {one: graph.find_modules_directly_imported_by(one) for one in graph.modules}
        ).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def lines_of(found: dict[str, dict[str, Counter[str]]]) -> Iterator[str]:
    """Yield the faults file by file, and their number by area."""
    for files in found.values():
        for name, faults in files.items():
            yield f"{name}: {', '.join(f'{word} × {number}' for word, number in faults.items())}"
    for area, files in found.items():
        yield f"{area}: {sum(faults.total() for faults in files.values())} in {len(files)} files"


def main() -> int:
    """Print all faults; return 1 where there are any."""
    found, circle = counts(Path.cwd()), import_circles()
    lines = [*lines_of(found), *([f"import circle: {' → '.join(circle)}"] if circle else [])]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
