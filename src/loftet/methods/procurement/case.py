"""The facts of a purchase; whatever is None is not known."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Buyer(StrEnum):
    """The kind of a buyer."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    STATE = "state"
    UTILITY = "utility"


class Purchase(StrEnum):
    """The kind of a purchase."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"
    SPECIAL = "special_services"
    HEALTH = "health_social"
    RESEARCH = "rd"


class Borne(StrEnum):
    """The answer to who has the benefit of research, and who pays for it."""

    BUYER = "buyer"
    SHARED = "shared"


class Mode(StrEnum):
    """The ways to meet the climate rule; which are open depends on the day."""

    WEIGHTED = "weighted"
    PRIORITY_ORDER = "priority_order"
    REQUIREMENTS = "requirements"
    COMBINATION = "combination"
    INSIGNIFICANT = "insignificant"
    CRITICAL_INTEREST = "critical_interest"
    NATIONAL_MINIMUM = "national_minimum"


@dataclass(frozen=True, slots=True)
class Partner:
    """Another buyer of a joint purchase; an option counts as much as what is binding."""

    name: str = ""
    value: Decimal | None = None
    binding: bool | None = None
    buyer: Buyer | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """The climate rule as the documents of the purchase meet it; a text that is blank is not there."""

    mode: Mode | None = None
    weight: Decimal | None = None
    rank: int | None = None
    requirements: str = ""
    justification: str = ""

    def has(self, text: str) -> bool:
        """Check whether one of the two texts is there."""
        return bool(str(getattr(self, text)).strip())


@dataclass(frozen=True, slots=True)
class Case:
    """A purchase: sums in kroner without VAT, `value` the own share without options.

    `day` is that of the announcement, or of the first enquiry to suppliers; `hours` are those that
    apprentices could do; `benefit` and `payment` are asked of research alone; `contacts` came after the
    announcement.
    """

    day: date | None = None
    buyer: Buyer | None = None
    kind: Purchase | None = None
    value: Decimal | None = None
    options: Decimal | None = None
    lots: tuple[Decimal, ...] | None = None
    joint: bool | None = None
    others: tuple[Partner, ...] | None = None
    framework: bool | None = None
    months: Decimal | None = None
    reserved: bool | None = None
    hours: Decimal | None = None
    benefit: Borne | None = None
    payment: Borne | None = None
    environment: Environment | None = None
    contacts: Decimal | None = None

    @property
    def partners_are_known(self) -> bool:
        """Check whether it is known who else buys."""
        return self.others is not None or self.joint is False

    @property
    def parts(self) -> tuple[Decimal | None, ...]:
        """Return the parts of the value: the own share, options, and what each other buys."""
        return (self.value, self.options, *(one.value for one in self.others or ()))

    @property
    def total(self) -> Decimal | None:
        """Return the value of the whole purchase, where every part is known."""
        known = [part for part in self.parts if part is not None]
        if not self.partners_are_known or len(known) < len(self.parts):
            return None
        return sum(known, Decimal(0))
