"""The addresses of reports."""

from django.urls import path

from loftet.documents.files import PDF, WORD
from loftet.reports.pages import matter, places, report

PLACE, REGION = "kommuner/<str:place>/rapporter", "regioner/<str:region>/rapporter"
REPORT = "rapporter/<str:place>/<int:pk>"
urlpatterns = [
    path("saker/<int:matter>.docx", matter.MatterFile.as_view(), name="matter_docx"),
    path("saker/<int:matter>/vedtak.pdf", matter.DecisionFile.as_view(), name="matter_decision_pdf"),
    path(f"{PLACE}/", places.Reports.as_view(), name="place_reports"),
    path(f"{PLACE}/mal/", places.ReportTemplate.as_view(), name="word_template"),
    path(f"{PLACE}/mal/fjern/", places.ReportTemplateRemove.as_view(), name="word_template_remove"),
    path(f"{REGION}/", places.ReportsOfRegion.as_view(), name="region_reports"),
    path(f"{REGION}/alle/", places.ReportsOfMembers.as_view(), name="member_reports"),
    path(f"{REPORT}/", report.ReportPage.as_view(), name="place_report"),
    path(f"{REPORT}.docx", report.ReportFile.as_view(suffix=WORD), name="place_report_docx"),
    path(f"{REPORT}.pdf", report.ReportFile.as_view(suffix=PDF), name="place_report_pdf"),
    path(f"{REPORT}/steg/<slug:step>/", report.ReportStep.as_view(), name="place_report_step"),
    path(f"{REPORT}/send/", report.ReportSend.as_view(), name="place_report_send"),
    path(f"{REPORT}/vedtak/", report.ReportAdopt.as_view(), name="place_report_adopt"),
]
