"""The addresses of suppliers and solutions."""

from django.urls import path

from loftet.solutions.disputes import pages as disputes
from loftet.solutions.pages import account, lists, solution, supplier, writing
from loftet.solutions.told import pages as told

OF = "leverandorer/<slug:organisation>"
ORGANISATION = "organisasjoner/<slug:organisation>"
urlpatterns = [
    path("losninger/", lists.SolutionList.as_view(), name="solutions"),
    path("losninger/<int:pk>/", solution.SolutionPage.as_view(), name="solution"),
    path("losninger/<int:pk>/hva/", writing.SolutionWhat.as_view(), name="solution_what"),
    path("losninger/<int:pk>/merker/", writing.SolutionTags.as_view(), name="solution_tags"),
    path("losninger/<int:pk>/vilkar/", writing.SolutionTerms.as_view(), name="solution_terms"),
    path("losninger/<int:pk>/steg/<slug:step>/", solution.SolutionStep.as_view(), name="solution_step"),
    path("losninger/<int:pk>/bruk/ny/", writing.UseCreate.as_view(), name="use_create"),
    path("losninger/bruk/<int:pk>/endre/", writing.UseEdit.as_view(), name="use_edit"),
    path("losninger/bruk/<int:pk>/utland/", writing.UseAbroad.as_view(), name="use_abroad"),
    path("losninger/bruk/<int:pk>/svar/<slug:answer>/", solution.UseAnswer.as_view(), name="use_answer"),
    path(f"{ORGANISATION}/losninger/ny/", writing.SolutionCreate.as_view(), name="solution_create"),
    path(f"{ORGANISATION}/leverandor/", supplier.ProfileCreate.as_view(), name="profile_create"),
    path("leverandorer/", lists.SupplierList.as_view(), name="suppliers"),
    path("leverandorer/konto/", account.SupplierAccount.as_view(), name="supplier_account"),
    path("leverandorer/ny/", supplier.SupplierCreate.as_view(), name="supplier_create"),
    path("leverandorer/ny/utland/", supplier.SupplierCreateForeign.as_view(), name="supplier_create_foreign"),
    path("leverandorer/skriv-inn/", told.FirmTold.as_view(), name="firm_told"),
    path("svar/firma/<str:word>/", told.FirmReply.as_view(), name="firm_reply"),
    path(f"{OF}/", supplier.SupplierPage.as_view(), name="supplier"),
    path(f"{OF}/endre/", supplier.SupplierEdit.as_view(), name="supplier_edit"),
    path(f"{OF}/kode/", supplier.SupplierEnter.as_view(), name="supplier_enter"),
    path(f"{OF}/bekreft/", supplier.SupplierConfirm.as_view(), name="supplier_confirm"),
    path(f"{OF}/trekk/", supplier.SupplierDoubt.as_view(), name="supplier_doubt"),
    path(f"{OF}/vart-firma/", disputes.SupplierDispute.as_view(), name="supplier_dispute"),
    path(f"{OF}/avgjer/", disputes.SupplierDecide.as_view(), name="supplier_decide"),
    path(f"{OF}/send/", supplier.SupplierStep.as_view(), {"step": "send"}, name="supplier_send"),
    path(f"{OF}/lukk/", supplier.SupplierStep.as_view(), {"step": "close"}, name="supplier_close"),
    path(f"{OF}/apne/", supplier.SupplierStep.as_view(), {"step": "reopen"}, name="supplier_reopen"),
]
