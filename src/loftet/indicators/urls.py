"""The addresses of the pages of status."""

from django.urls import path

from loftet.indicators.views import error_report, indicator, municipality

urlpatterns = [
    path("kommuner/<str:place>.csv", municipality.municipality_csv, name="municipality_csv"),
    path("kommuner/<str:place>/", municipality.municipality, name="municipality"),
    path("indikatorer/<str:key>.csv", indicator.indicator_csv, name="indicator_csv"),
    path("indikatorer/<str:key>/", indicator.indicator, name="indicator"),
    path("meld-feil/", error_report.error_report, name="error_report"),
    path("meld-feil/takk/", error_report.error_report_kept, name="error_report_kept"),
]
