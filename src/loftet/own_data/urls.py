"""The addresses of own data."""

from django.urls import path

from loftet.own_data import file_pages, pages

PLACE, SERIES, FILE = "kommuner/<str:place>/egne-tall", "egne-tall/<int:series>", "egne-tall/fil/<int:file>"

urlpatterns = [
    path(f"{PLACE}/", pages.OwnDataList.as_view(), name="own_data"),
    path(f"{PLACE}/ny-fil/", file_pages.OwnDataCreate.as_view(), name="own_data_create"),
    path(f"{SERIES}.csv", pages.OwnSeriesFile.as_view(), name="own_series_csv"),
    path(f"{SERIES}/", pages.OwnSeriesPage.as_view(), name="own_series"),
    path(f"{SERIES}/ny-fil/", file_pages.OwnSeriesCorrect.as_view(), name="own_series_correct"),
    path(f"{SERIES}/trekk/", pages.OwnSeriesWithdraw.as_view(), name="own_series_withdraw"),
    path(f"{FILE}/", file_pages.OwnFileRead.as_view(), name="own_file_read"),
    path(f"{FILE}/behold/", file_pages.OwnFileKeep.as_view(), name="own_file_keep"),
    path(f"{FILE}/fjern/", file_pages.OwnFileDiscard.as_view(), name="own_file_discard"),
    path(f"{FILE}/fil/", file_pages.OwnFileDownload.as_view(), name="own_file"),
]
