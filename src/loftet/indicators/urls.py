"""The addresses of the pages of status."""

from django.urls import path

from loftet.indicators.views import indicator, municipality

urlpatterns = [
    path("kommuner/<str:place>.csv", municipality.municipality_csv, name="municipality_csv"),
    path("kommuner/<str:place>/", municipality.municipality, name="municipality"),
    path("indikatorer/<str:key>.csv", indicator.indicator_csv, name="indicator_csv"),
    path("indikatorer/<str:key>/", indicator.indicator, name="indicator"),
]
