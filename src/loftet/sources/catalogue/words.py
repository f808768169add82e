"""The words that a cell of the catalogue may hold, as enums."""

from enum import Enum


class FigureKind(Enum):
    """The kind of a figure: `context` is shown and never scored."""

    NUMBER = "number"
    BALANCE = "balance"
    YES_NO = "yes_no"
    CONTEXT = "context"


class KpiKind(Enum):
    """The kind of figure of a U4SSC indicator; `mixed` has data points that point different ways."""

    NUMBER = "number"
    BALANCE = "balance"
    YES_NO = "yes_no"
    MIXED = "mixed"


class Evaluation(Enum):
    """The link in the chain from effort to effect that an indicator measures."""

    INPUT = "input"
    PROCESS = "process"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Geography(Enum):
    """The smallest area that an indicator is published for."""

    COUNTRY = "country"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"


class Sector(Enum):
    """The fourteen sectors of the taxonomy of KS and SSB."""

    BUILT_ENVIRONMENT = "built_environment"
    CHILDHOOD_AND_EDUCATION = "childhood_and_education"
    CULTURE = "culture"
    DIGITALISATION = "digitalisation"
    ECONOMY = "economy"
    ENERGY = "energy"
    GOVERNANCE = "governance_and_citizen_engagement"
    HEALTH_AND_WELFARE = "health_and_social_services_and_welfare"
    INDUSTRY = "industry"
    NATURAL_ENVIRONMENT = "natural_environment"
    SAFETY = "safety_and_preparedness"
    TRANSPORT = "transport"
    WATER_AND_WASTE = "water_and_waste"
    WORK = "work_and_employment"


class BottomLine(Enum):
    """Whom or what an indicator is about."""

    PEOPLE = "people"
    PLANET = "planet"
    PROSPERITY = "prosperity"


class Influence(Enum):
    """The influence that a municipality has on an indicator."""

    MUCH = "much"
    PARTLY = "partly"
    LITTLE = "little"


class MunicipalRole(Enum):
    """The role in which a municipality can do most about it."""

    SERVICE_PROVIDER = "service_provider"
    AUTHORITY = "authority"
    COMMUNITY_DEVELOPER = "community_developer"
    EMPLOYER = "employer"
    BUYER = "buyer"


class Quality(Enum):
    """The quality of the figures: official and regular, partial, or the municipality's own."""

    OFFICIAL = "1"
    PARTIAL = "2"
    OWN = "3"
    UNKNOWN = ""


class CountedPer(Enum):
    """Whom a figure is divided by; year inhabitants include cabin guests for the time they stay."""

    NOBODY = ""
    INHABITANT = "inhabitant"
    YEAR_INHABITANT = "year_inhabitant"


class Update(Enum):
    """The interval between new figures."""

    YEARLY = "yearly"
    TWO_YEAR_MEAN = "two_year_mean"
    EVERY_TWO_YEARS = "every_two_years"
    EVERY_THREE_YEARS = "every_three_years"
    EVERY_FOUR_YEARS = "every_four_years"


class Tier(Enum):
    """The level of a U4SSC indicator: core or advanced."""

    CORE = "core"
    ADVANCED = "advanced"


class U4sscDimension(Enum):
    """The three dimensions of U4SSC."""

    ECONOMY = "economy"
    ENVIRONMENT = "environment"
    SOCIETY_AND_CULTURE = "society_and_culture"


class Applicable(Enum):
    """The relevance of a U4SSC indicator in Norway."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
