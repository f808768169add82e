"""An indicator with a target that tests of sentences speak of."""

from loftet.editions.rows import Indicator, Influence, Yardstick

LEAKAGE = Indicator(
    key="leakage",
    name="Lekkasje",
    about="",
    goal="6",
    target="6.4",
    unit="%",
    decimals=0,
    direction=-1,
    yardstick=Yardstick.TARGET,
    influence=Influence.MUCH,
    role="service_provider",
    quality="1",
    source="SSB",
    table="",
    contents="",
    licence="",
    url="",
    weight=1.0,
    lower=60.0,
    red=35.0,
    green=20.0,
    upper=10.0,
    ideal_low=None,
    ideal_high=None,
    trend_from=None,
    trend_to=None,
)
