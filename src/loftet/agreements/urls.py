"""The addresses of agreements."""

from django.urls import path

from loftet.agreements.pages import AgreementCreate, AgreementEdit, Agreements

urlpatterns = [
    path("behov/avtaler/", Agreements.as_view(), name="agreements"),
    path("behov/avtaler/<int:id>/endre/", AgreementEdit.as_view(), name="agreement_edit"),
    path(
        "organisasjoner/<slug:organisation>/avtaler/ny/", AgreementCreate.as_view(), name="agreement_create"
    ),
]
