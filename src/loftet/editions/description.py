"""A description of an edition, in lines; read without the code that computes one."""

from pathlib import Path

from loftet.editions.pointer import published
from loftet.editions.stamp import verify_edition


def describe_edition(root: Path, edition_id: str) -> list[str]:
    """Return what an edition holds, after comparing every file with its stamp.

    Raises:
        UnknownEdition: when there is none of that id.
        DamagedEdition: when it is not whole.
    """
    edition = verify_edition(root, edition_id)
    served = " (published)" if published(root) == edition_id else ""
    facts = {
        "title": edition.title,
        "publisher": edition.publisher,
        "licence": edition.licence,
        "built": f"{edition.built}, of {edition.year}",
        "codes valid at": str(edition.codes_at or ""),
        "holds": (
            f"{edition.places} places, {edition.indicators} indicators, {edition.observations} observations"
        ),
        "content": edition.content,
        "figures": "made up" if edition.demo else "",
    }
    return [edition_id + served, *(f"  {name}: {fact}" for name, fact in facts.items() if fact)]
