"""The addresses of procurements."""

from django.urls import path

from loftet.procurement.contracts import pages as contracts
from loftet.procurement.documents import pages as documents
from loftet.procurement.documents.mandate import MandateFile
from loftet.procurement.documents.pack import DocumentPack
from loftet.procurement.evaluation import EvaluationPage
from loftet.procurement.pages import choices, lists, procurement, writing
from loftet.procurement.strategy import pages as strategy
from loftet.procurement.yearly import pages as yearly

ONE = "anskaffelser/<int:pk>"
CONTRACT = f"{ONE}/kontrakt"
STRATEGY = "organisasjoner/<slug:organisation>/anskaffelsesstrategi"
urlpatterns = [
    path(
        "felles-innkjop/<int:pk>/mandat/<slug:organisation>.docx",
        MandateFile.as_view(),
        name="pool_mandate_docx",
    ),
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
    path(f"{ONE}/kunngjoringstekst/", documents.NoticeTexts.as_view(), name="procurement_notice"),
    path(f"{ONE}/dokument/", DocumentPack.as_view(), name="procurement_documents"),
    path(
        f"{ONE}/dokument/<slug:kind>.<slug:ending>",
        documents.DocumentFile.as_view(),
        name="procurement_document",
    ),
    path(f"{CONTRACT}/ny/", contracts.ContractCreate.as_view(), name="contract_create"),
    path(f"{CONTRACT}/", contracts.ContractPage.as_view(), name="contract"),
    path(f"{CONTRACT}/endre/", contracts.ContractEdit.as_view(), name="contract_edit"),
    path(f"{CONTRACT}/aret/", yearly.YearTell.as_view(), name="contract_year"),
    path(f"{CONTRACT}/aret/<int:id>/bekreft/", yearly.YearConfirm.as_view(), name="contract_year_confirm"),
    path(f"{CONTRACT}/lofter/ny/", contracts.PromiseCreate.as_view(), name="contract_promise"),
    path(f"{CONTRACT}/lofter/<int:id>/", contracts.PromiseAnswer.as_view(), name="promise_answer"),
    path(
        "organisasjoner/<slug:organisation>/anskaffelser/ny/",
        writing.ProcurementCreate.as_view(),
        name="procurement_create",
    ),
    path(f"{STRATEGY}/", strategy.StrategyPage.as_view(), name="procurement_strategy"),
    path(f"{STRATEGY}/endre/", strategy.StrategyEdit.as_view(), name="procurement_strategy_edit"),
]
