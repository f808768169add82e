"""The addresses of a joint purchase and of what it costs."""

from django.urls import path

from loftet.pool_overview.pages import PoolCost, PoolPage, PoolPrices
from loftet.pools.urls import POOL

urlpatterns = [
    path(f"{POOL}/", PoolPage.as_view(), name="pool"),
    path(f"{POOL}/kostnad/", PoolCost.as_view(), name="pool_cost"),
    path(f"{POOL}/prisar/", PoolPrices.as_view(), name="pool_prices"),
]
