"""The addresses of the pages of status."""

from django.urls import path

from loftet.indicators import views

urlpatterns = [
    path("kommuner/<str:place>.csv", views.municipality_csv, name="municipality_csv"),
    path("kommuner/<str:place>/", views.municipality, name="municipality"),
    path("indikatorer/<str:key>.csv", views.indicator_csv, name="indicator_csv"),
    path("indikatorer/<str:key>/", views.indicator, name="indicator"),
]
