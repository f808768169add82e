"""The names of indicators, in the language of the page or in each."""

from collections.abc import Mapping

from loftet.core.words import page_language
from loftet.editions.store import EditionStore
from loftet.invalid_input import InvalidInput
from loftet.status.edition import current, store
from loftet.status.models import LANGUAGES


def names_now() -> dict[str, str]:
    """Return what each indicator of the published edition is called, in the language of the page."""
    edition = current().edition
    language = page_language()
    return {one.key: one.name for one in store().indicators(edition, language)} if edition else {}


def name_now(key: str) -> str | None:
    """Return what an indicator of the published edition is called; None where it has no such one."""
    return names_now().get(key)


def names_of(reader: EditionStore, edition_id: str, key: str) -> Mapping[str, str]:
    """Return what an indicator of an edition is called, by language."""
    try:
        edition = reader.edition(edition_id)
    except InvalidInput:
        return {}
    return {
        language: one.name
        for language, _name in LANGUAGES
        for one in reader.indicators(edition, language)
        if one.key == key
    }
