"""Commands that units name and that are built beside them."""

import pytest

from loftet.cli import build_parser


def known(command: str) -> None:
    """Skip a test of a command that this version does not have yet."""
    if f"{command} " not in build_parser().format_help():
        pytest.skip(f"«loftet {command}» is not built yet")
