"""The addresses of pools."""

from django.urls import path

from loftet.pools.access import PoolAccess
from loftet.pools.noted import PledgeNote
from loftet.pools.pages import joining, lists, terms

POOL = "felles-innkjop/<int:pk>"
urlpatterns = [
    path("felles-innkjop/", lists.PoolList.as_view(), name="pools"),
    path(f"{POOL}/endre/", terms.PoolTerms.as_view(), name="pool_terms"),
    path(f"{POOL}/krav/", terms.PoolSpecify.as_view(), name="pool_specify"),
    path(f"{POOL}/opne/", terms.PoolOpen.as_view(), name="pool_open"),
    path(f"{POOL}/kunngjor/", terms.PoolFreeze.as_view(), name="pool_freeze"),
    path(f"{POOL}/steg/<slug:step>/", terms.PoolStep.as_view(), name="pool_step"),
    path(f"{POOL}/mengde/<slug:organisation>/", joining.PledgeEdit.as_view(), name="pool_pledge"),
    path(f"{POOL}/noter/<slug:organisation>/", PledgeNote.as_view(), name="pool_note"),
    path(f"{POOL}/trekk/<slug:organisation>/", joining.PledgeWithdraw.as_view(), name="pool_withdraw"),
    path(f"{POOL}/innsyn/", PoolAccess.as_view(), name="pool_access"),
    path(f"{POOL}/inhabil/", joining.PoolDisqualify.as_view(), name="pool_disqualify"),
]
