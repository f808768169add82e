"""The addresses of strategies."""

from django.urls import path

from loftet.strategies.pages import StrategyEdit, StrategyPage

OF_BUYER = "organisasjoner/<slug:organisation>/anskaffelsesstrategi"
urlpatterns = [
    path(f"{OF_BUYER}/", StrategyPage.as_view(), name="procurement_strategy"),
    path(f"{OF_BUYER}/endre/", StrategyEdit.as_view(), name="procurement_strategy_edit"),
]
