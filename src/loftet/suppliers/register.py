"""Enhetsregisteret as a page asks it: what is refused is said in words, at the field of the number.

The client is imported when it is needed: a server that looks nobody up does not load it.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.core.registry import add_parameters
from loftet.invalid_input import InvalidInput
from loftet.sources.brreg.company import Company
from loftet.sources.brreg.number import NumberFault, WrongNumber, read_number
from loftet.suppliers.models import Trouble

if TYPE_CHECKING:
    from loftet.sources.brreg.client import Register

FIELD = "number"
NUMBER = "nummer"  # in the address of the form
add_parameters((NUMBER,))


def register(*, patient: bool = False) -> "Register":
    """Return the register: the made-up one in the demo. A patient one waits and tries again."""
    import httpx

    from loftet.sources.brreg.client import AT_NIGHT, Register, new_caller
    from loftet.sources.stand_in.brreg import read_register
    from loftet.sources.web import Caller

    if settings.REGISTER_IS_MADE_UP:
        transport = read_register(settings.CATALOGUE).in_process()
        return Register(Caller("http://demo.invalid/api/", httpx.Client(transport=transport), pauses=()))
    return Register(new_caller(AT_NIGHT)) if patient else Register()


def number_of(text: str) -> str:
    """Return the organisation number that a text means.

    Raises:
        InvalidInput: at the field, with what is wrong.
    """
    try:
        return read_number(text)
    except WrongNumber as wrong:
        words = {
            NumberFault.NOT_NINE_DIGITS: _("An organisation number has nine digits."),
            NumberFault.WRONG_CHECK_DIGIT: _(
                "The number is mistyped: its last digit does not fit the others."
            ),
        }
        raise InvalidInput.because(words[wrong.fault], field=FIELD) from None


def find_company(text: str) -> Company:
    """Return an organisation that can take on work.

    Raises:
        InvalidInput: at the field: the number is wrong, unknown or that of a firm that cannot take on work,
            or the register does not answer.
    """
    from loftet.sources.web import NotFound

    number = number_of(text)
    try:
        company = register().find(number)
    except NotFound:
        unknown = _("Enhetsregisteret has no organisation with this number.")
        raise InvalidInput.because(unknown, field=FIELD) from None
    except InvalidInput as fault:
        silent = _("Enhetsregisteret does not answer just now. Try again in a while.")
        raise InvalidInput.because(silent, field=FIELD) from fault
    if company.trouble:
        raise InvalidInput.because(str(Trouble(company.trouble.value).label), field=FIELD)
    return company


def readable_name(name: str) -> str:
    """Return a name in capitals as people write it; short words are forms of organisations.

    >>> readable_name("DEMO OMBRUK SA"), readable_name("Varme AS")
    ('Demo Ombruk SA', 'Varme AS')
    """
    if not name.isupper():
        return name
    return " ".join(word if len(word) <= 3 else word.capitalize() for word in name.split())
