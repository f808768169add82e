"""The addresses of what starts a joint purchase, and of the needs that it comes from."""

from django.urls import path

from loftet.pool_proposals.needs import PoolNeeds
from loftet.pool_proposals.pages import PoolCreate, ProposalDecline
from loftet.pools.urls import POOL

OF_ORGANISATION = "organisasjoner/<slug:organisation>/felles-innkjop"
urlpatterns = [
    path(f"{POOL}/behov/", PoolNeeds.as_view(), name="pool_needs"),
    path(f"{OF_ORGANISATION}/nytt/", PoolCreate.as_view(), name="pool_create"),
    path(f"{OF_ORGANISATION}/ikke-na/", ProposalDecline.as_view(), name="pool_decline"),
]
