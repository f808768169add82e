"""The procurement strategies of Demodalen, made up: read from `catalogue/demo_programme/strategies.toml`."""

from loftet.core.demo import Demo
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.strategies.actions import write_strategy

FILE = "strategies.toml"
DAYS = ("adopted_on", "revise_on")


def tell_of_strategies(demo: Demo) -> None:
    """Create the strategies.

    Raises:
        InvalidInput: with the strategy that cannot be told.
    """
    for told in demo.record(FILE)["strategy"]:
        with demo.telling(FILE, f"the strategy of «{told['buyer']}»"):
            values = told["says"] | {name: demo.day(told["says"][name]) for name in DAYS}
            buyer = Organisation.objects.get(slug=told["buyer"])
            then(demo, told["by"], demo.day(told["day"]), write_strategy, buyer, values, 0)
