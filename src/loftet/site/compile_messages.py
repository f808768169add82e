"""Compile the Norwegian words of all apps: `python -m loftet.site.compile_messages`."""

from pathlib import Path

from loftet.site.po_files import TARGETS, compile_words

PACKAGE = Path(__file__).parent.parent

if __name__ == "__main__":
    for language in TARGETS:
        compile_words(PACKAGE, language)
