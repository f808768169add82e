"""The addresses of solutions, and of firms that are written in with one."""

from django.urls import path

from loftet.solutions.pages import lists, solution, writing
from loftet.solutions.told import pages as told

OF = "losninger/<int:pk>"
CREATE = "organisasjoner/<slug:organisation>/losninger/ny/"
urlpatterns = [
    path("losninger/", lists.SolutionList.as_view(), name="solutions"),
    path(CREATE, writing.SolutionCreate.as_view(), name="solution_create"),
    path(f"{OF}/", solution.SolutionPage.as_view(), name="solution"),
    path(f"{OF}/hva/", writing.SolutionWhat.as_view(), name="solution_what"),
    path(f"{OF}/merker/", writing.SolutionTags.as_view(), name="solution_tags"),
    path(f"{OF}/vilkar/", writing.SolutionTerms.as_view(), name="solution_terms"),
    path(f"{OF}/steg/<slug:step>/", solution.SolutionStep.as_view(), name="solution_step"),
    path(f"{OF}/bruk/ny/", writing.UseCreate.as_view(), name="use_create"),
    path("losninger/bruk/<int:pk>/endre/", writing.UseEdit.as_view(), name="use_edit"),
    path("losninger/bruk/<int:pk>/utland/", writing.UseAbroad.as_view(), name="use_abroad"),
    path("losninger/bruk/<int:pk>/svar/<slug:answer>/", solution.UseAnswer.as_view(), name="use_answer"),
    path("leverandorer/skriv-inn/", told.FirmTold.as_view(), name="firm_told"),
    path("svar/firma/<str:word>/", told.FirmReply.as_view(), name="firm_reply"),
]
