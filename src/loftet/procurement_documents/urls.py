"""The addresses of the documents of procurements."""

from django.urls import path

from loftet.procurement_documents.mandate import MandateFile
from loftet.procurement_documents.pack import DocumentPack
from loftet.procurement_documents.pages import DocumentFile, NoticeTexts

ONE = "anskaffelser/<int:pk>"
MANDATE = "felles-innkjop/<int:pk>/mandat/<slug:organisation>.docx"
urlpatterns = [
    path(MANDATE, MandateFile.as_view(), name="pool_mandate_docx"),
    path(f"{ONE}/kunngjoringstekst/", NoticeTexts.as_view(), name="procurement_notice"),
    path(f"{ONE}/dokument/", DocumentPack.as_view(), name="procurement_documents"),
    path(f"{ONE}/dokument/<slug:kind>.<slug:ending>", DocumentFile.as_view(), name="procurement_document"),
]
