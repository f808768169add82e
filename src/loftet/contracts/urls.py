"""The addresses of contracts."""

from django.urls import path

from loftet.contracts import pages
from loftet.contracts.yearly.pages import YearConfirm, YearTell

ONE = "anskaffelser/<int:pk>/kontrakt"
urlpatterns = [
    path(f"{ONE}/ny/", pages.ContractCreate.as_view(), name="contract_create"),
    path(f"{ONE}/", pages.ContractPage.as_view(), name="contract"),
    path(f"{ONE}/endre/", pages.ContractEdit.as_view(), name="contract_edit"),
    path(f"{ONE}/aret/", YearTell.as_view(), name="contract_year"),
    path(f"{ONE}/aret/<int:id>/bekreft/", YearConfirm.as_view(), name="contract_year_confirm"),
    path(f"{ONE}/lofter/ny/", pages.PromiseCreate.as_view(), name="contract_promise"),
    path(f"{ONE}/lofter/<int:id>/", pages.PromiseAnswer.as_view(), name="promise_answer"),
]
