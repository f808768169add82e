"""The prices of own agreements in Demodalen, made up: those of `catalogue/demo_programme/pools.toml`."""

from loftet.core.demo import Demo
from loftet.people.demo import then
from loftet.pool_overview.actions import price_pool
from loftet.pools.demo import FILE
from loftet.pools.models import Pool


def tell_of_prices(demo: Demo) -> None:
    """Write the prices of the pools.

    Raises:
        InvalidInput: with the pool whose prices cannot be told.
    """
    for told in demo.record(FILE)["pool"]:
        if prices := told.get("prices"):
            with demo.telling(FILE, f"the prices of «{told['title']}»"):
                pool, knots = Pool.objects.get(title=told["title"]), {"own_prices": prices["knots"]}
                then(demo, prices["by"], demo.day(prices["day"]), price_pool, pool, knots)
