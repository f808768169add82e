"""One page for politicians: a sentence, a picture, what is strong, what to lift, what next."""

from django.utils.translation import gettext as _

from loftet.documents.blocks import Bullets, Paragraph, Section
from loftet.report_content.parts import bullets, left_out, present, sides_of
from loftet.report_content.told import Told

MOST = 3


def one_page(told: Told) -> tuple[Section, ...]:
    """Return the sections of the page; the writers set them on one sheet."""
    strong, lift = told.strong[:MOST], (told.clearly_shared if told.is_region else told.lift)[:MOST]
    # A sheet has no room for members by goals: where they lie on what they share is shown.
    pictures = [one.figure for one in lift] if told.is_region else [told.picture]
    names = sides_of(told)
    deeds = [f"{one.name}: {one.deeds[0]}" for one in lift if one.deeds and not told.is_region]
    found = (
        Section("", present(*pictures)),
        Section(names[0], _lines([one.line for one in strong], _("No figure stands out clearly as strong."))),
        Section(names[1], _lines([one.line for one in lift], _("No figure stands out clearly as weak."))),
        Section(_("What can we do?"), present(bullets(deeds))),
        Section(_("Next step"), present(Bullets(told.questions), left_out(told))),
    )
    return tuple(one for one in found if one.blocks)


def _lines(lines: list[str], otherwise: str) -> tuple[Bullets | Paragraph, ...]:
    return (Bullets(tuple(lines)),) if lines else (Paragraph(otherwise),)
