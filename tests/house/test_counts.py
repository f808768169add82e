"""Counts that may only fall: each is the old way of something that the core does once.

Whoever lowers one lowers its number here; whoever would raise one finds the new way beside it.
"""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.house.sources import functions, trees

pytestmark = [pytest.mark.contract, pytest.mark.xdist_group("sources")]

OWN = "loftet"
# Commands load what they need when they run: Django must be set up first, and many need no numbers.
COMMANDS = ("cli.py", "commands.py", "install.py", "stand_in.py")
OF_A_COMMAND = "_commands.py"
ATOMIC, OF_ACTION, OF_PAGES = "transaction.atomic", "core/actions.py", "core/pages/"
Found = Iterator[str]


def written(node: ast.AST | None) -> str:
    return "" if node is None else ast.unparse(node)


def decorated(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    return any(written(one).partition("(")[0] == name for one in function.decorator_list)


def opens_a_transaction(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Check whether a function is a transaction as a whole, or has a block that is one."""
    blocks = (one for one in ast.walk(function) if isinstance(one, ast.With))
    opened = (written(one.context_expr) for block in blocks for one in block.items)
    return decorated(function, ATOMIC) or any(one.startswith(f"{ATOMIC}(") for one in opened)


def transactions_beside_actions() -> Found:
    """Yield the functions that open a transaction by themselves, where `@action` logs and asks a rule."""
    for name, tree in trees().items():
        if name != OF_ACTION:
            yield from (f"{name}: {one.name}" for one in functions(tree) if opens_a_transaction(one))


def rules_on_permissions() -> Found:
    """Yield the rules that take permissions, where a rule of a page or an action takes the actor."""
    for name, tree in trees().items():
        if name.endswith("rules.py"):
            for one in functions(tree):
                first = written(one.args.args[0].annotation) if one.args.args else ""
                if written(one.returns) == "Verdict" and "Permissions" in first:
                    yield f"{name}: {one.name}"


def signed_in_function_views() -> Found:
    """Yield the pages of signed-in people that are functions, where `core.pages` has a class."""
    for name, tree in trees().items():
        yield from (f"{name}: {one.name}" for one in functions(tree) if decorated(one, "signed_in"))


def pages_that_name_their_methods() -> Found:
    """Yield the pages that say themselves what they take, where a base of `core.pages` says it."""
    for name, tree in trees().items():
        if not name.startswith(OF_PAGES):
            for page in (one for one in ast.walk(tree) if isinstance(one, ast.ClassDef)):
                if any(written(one).startswith("http_method_names =") for one in page.body):
                    yield f"{name}: {page.name}"


def imports_in_functions() -> Found:
    """Yield the imports of our own modules inside functions; commands aside."""
    for name, tree in trees().items():
        if name in COMMANDS or name.endswith(OF_A_COMMAND):
            continue
        for one in functions(tree):
            for node in ast.walk(one):
                if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == OWN:
                    yield f"{name}: {node.module}"


def module_registries() -> Found:
    """Yield the empty tables of modules that others fill, where `App` has a field or a hook."""
    for name, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.AnnAssign) and node.value is not None:
                can_change = written(node.annotation).startswith(("dict", "list", "set"))
                if can_change and written(node.value) in ("{}", "[]", "set()"):
                    yield f"{name}: {written(node.target)}"


# The registry itself, the names of a query, and the words of the log, which lies below the core.
REGISTRIES = {
    "core/registry.py: _APPS",
    "core/registry.py: _PARAMETERS",
    "log/words.py: _NAMED",
    "log/words.py: _WORDS",
}
COUNTS: dict[Callable[[], Found], int] = {
    transactions_beside_actions: 57,  # 39 by a decorator, 18 by a block
    rules_on_permissions: 17,
    signed_in_function_views: 14,
    pages_that_name_their_methods: 1,  # a form that is shown on one page, and sent to another
    imports_in_functions: 13,  # SciPy, HiGHS, DuckDB, HTTP: what a web server does not load when it starts
}


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count.__name__)
def test_a_count_of_the_old_way_only_falls(count: Callable[[], Found]) -> None:
    found = sorted(set(count()))
    assert len(found) == COUNTS[count], "\n".join(("lower the number, or take the new way:", *found))


def test_no_module_keeps_a_registry_of_its_own() -> None:
    assert set(module_registries()) == REGISTRIES
