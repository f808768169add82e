"""The addresses of procurements."""

from django.urls import path

from loftet.procurement.evaluation import EvaluationPage
from loftet.procurement.pages import choices, lists, procurement, writing

ONE = "anskaffelser/<int:pk>"
urlpatterns = [
    path("anskaffelser/", lists.ProcurementList.as_view(), name="procurements"),
    path("anskaffelser/evaluering/", EvaluationPage.as_view(), name="evaluation"),
    path(f"{ONE}/", procurement.ProcurementPage.as_view(), name="procurement"),
    path(f"{ONE}/endre/", writing.ProcurementEdit.as_view(), name="procurement_edit"),
    path(f"{ONE}/delkontrakter/", choices.ProcurementDivision.as_view(), name="procurement_division"),
    path(f"{ONE}/prosedyre/", choices.ProcurementWay.as_view(), name="procurement_way"),
    path(f"{ONE}/kriterier/", writing.ProcurementCriteria.as_view(), name="procurement_criteria"),
    path(f"{ONE}/kjopere/ny/", writing.ShareCreate.as_view(), name="procurement_share"),
    path(f"{ONE}/kjopere/<int:id>/fjern/", writing.ShareRemove.as_view(), name="procurement_share_remove"),
    path(f"{ONE}/steg/<slug:step>/", writing.StepTake.as_view(), name="procurement_step"),
    path(f"{ONE}/kunngjor/", procurement.ProcurementAnnounce.as_view(), name="procurement_announce"),
    path(f"{ONE}/avlys/", procurement.ProcurementStop.as_view(), name="procurement_stop"),
    path(f"{ONE}/inhabil/", procurement.ProcurementDisqualify.as_view(), name="procurement_disqualify"),
    path(f"{ONE}/kontakt/", writing.ContactCreate.as_view(), name="procurement_contact"),
    path(
        "organisasjoner/<slug:organisation>/anskaffelser/ny/",
        writing.ProcurementCreate.as_view(),
        name="procurement_create",
    ),
]
