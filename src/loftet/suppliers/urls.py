"""The addresses of suppliers."""

from django.urls import path

from loftet.suppliers.disputes import pages as disputes
from loftet.suppliers.pages import account, lists, supplier

OF = "leverandorer/<slug:organisation>"
urlpatterns = [
    path("leverandorer/", lists.SupplierList.as_view(), name="suppliers"),
    path("leverandorer/konto/", account.SupplierAccount.as_view(), name="supplier_account"),
    path("leverandorer/ny/", supplier.SupplierCreate.as_view(), name="supplier_create"),
    path("leverandorer/ny/utland/", supplier.SupplierCreateForeign.as_view(), name="supplier_create_foreign"),
    path(
        "organisasjoner/<slug:organisation>/leverandor/",
        supplier.ProfileCreate.as_view(),
        name="profile_create",
    ),
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
