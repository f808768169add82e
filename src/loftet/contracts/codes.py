"""The codes of eForms that a contract is counted by: environment BT-774, social BT-775, innovation BT-776.

The labels are ours, in plain words; the keys are those of the code lists.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words

Codes = Sequence[tuple[str, Words]]
ENVIRONMENT: Codes = (
    ("clim-mitig", _("Less emission")),
    ("clim-adapt", _("Adapted to the climate")),
    ("circ-econ", _("Circular economy")),
    ("pollu-prev", _("Less pollution")),
    ("biodiv-eco", _("Nature and biodiversity")),
    ("water-mar", _("Water and sea")),
    ("other", _("Another environmental aim")),
)
SOCIAL: Codes = (
    ("work-cond", _("Fair working conditions")),
    ("opp", _("Work for those who stand outside")),
    ("acc-all", _("Access for all")),
    ("gen-eq", _("Equality of the sexes")),
    ("et-eq", _("Ethnic equality")),
    ("hum-right", _("Human rights in the supply chain")),
    ("other", _("Another social aim")),
)
INNOVATION: Codes = (
    ("mar-nov", _("New or much better than what is on the market")),
    ("prod-innov", _("A new product or service")),
    ("proc-innov", _("A new way of working")),
    ("rd-act", _("Research and development")),
)


def words_of(codes: Codes, keys: Sequence[str]) -> list[Words]:
    """Return the words of some keys, in the order of the code list."""
    return [words for key, words in codes if key in keys]
