"""The addresses of the pages of status."""

from django.urls import path

from loftet.indicators.comments.pages import CommentPage, CommentWithdraw
from loftet.indicators.downloads import CSV, EXCEL
from loftet.indicators.reports import pages as reports
from loftet.indicators.reports.public_pages import ErrorReportCreate, ErrorReportKept
from loftet.indicators.views import (
    comparison,
    coverage,
    downloads,
    figure,
    goals,
    indicator,
    lists,
    method,
    municipality,
    outline_map,
    regions,
    whats_new,
)

urlpatterns = [
    path("kommuner.csv", lists.municipalities_csv, name="municipalities_csv"),
    path("kommuner/", lists.municipalities, name="municipalities"),
    path("kommuner/<str:place>.csv", municipality.municipality_file, {"kind": CSV}, name="municipality_csv"),
    path(
        "kommuner/<str:place>.xlsx", municipality.municipality_file, {"kind": EXCEL}, name="municipality_xlsx"
    ),
    path("kommuner/<str:place>/", municipality.municipality, name="municipality"),
    path("kommuner/<str:place>/ark/", municipality.municipality_sheet, name="municipality_sheet"),
    path("kommuner/<str:place>/tall/", municipality.municipality_figures, name="municipality_figures"),
    path("kommuner/<str:place>/tall/<str:key>/kommentar/", CommentPage.as_view(), name="figure_comment"),
    path(
        "kommuner/<str:place>/tall/<str:key>/kommentar/trekk/",
        CommentWithdraw.as_view(),
        name="withdraw_figure_comment",
    ),
    path(
        "kommuner/<str:place>/baerekraftsmal/<str:goal>.csv",
        municipality.municipality_goal_csv,
        name="municipality_goal_csv",
    ),
    path(
        "kommuner/<str:place>/baerekraftsmal/<str:goal>/",
        municipality.municipality_goal,
        name="municipality_goal",
    ),
    path("baerekraftsmal.csv", goals.goals_csv, name="goals_csv"),
    path("baerekraftsmal/", goals.every_goal, name="goals"),
    path("baerekraftsmal/<str:goal>.csv", goals.goal_csv, name="goal_csv"),
    path("baerekraftsmal/<str:goal>/", goals.goal, name="goal"),
    path("indikatorer.csv", lists.indicators_csv, name="indicators_csv"),
    path("indikatorer/", lists.indicators, name="indicators"),
    path("indikatorer/<str:key>.csv", downloads.indicator_csv, name="indicator_csv"),
    path("indikatorer/<str:key>.metadata.json", downloads.indicator_metadata, name="indicator_metadata"),
    path("indikatorer/<str:key>.json", downloads.indicator_json, name="indicator_json"),
    path("indikatorer/<str:key>.zip", downloads.indicator_zip, name="indicator_zip"),
    path("indikatorer/<str:key>.kart.svg", figure.indicator_map_svg, name="indicator_map_svg"),
    path("indikatorer/<str:key>.svg", figure.indicator_svg, name="indicator_svg"),
    path("indikatorer/<str:key>/figur/", figure.indicator_figure, name="indicator_figure"),
    path("indikatorer/<str:key>/figur/kart/", figure.indicator_map_figure, name="indicator_map_figure"),
    path("indikatorer/<str:key>/", indicator.indicator, name="indicator"),
    path("indikatorer/<str:key>/kart/", outline_map.indicator_map, name="indicator_map"),
    path("regioner.csv", regions.regions_csv, name="regions_csv"),
    path("regioner/", regions.regions, name="regions"),
    path("regioner/<str:place>.csv", regions.region_file, {"kind": CSV}, name="region_csv"),
    path("regioner/<str:place>.xlsx", regions.region_file, {"kind": EXCEL}, name="region_xlsx"),
    path("regioner/<str:place>/", regions.region, name="region"),
    path("sammenlign.csv", comparison.comparison_file, {"kind": CSV}, name="comparison_csv"),
    path("sammenlign.xlsx", comparison.comparison_file, {"kind": EXCEL}, name="comparison_xlsx"),
    path("sammenlign/", comparison.comparison, name="comparison"),
    path("datagrunnlag.csv", coverage.coverage_csv, name="coverage_csv"),
    path("datagrunnlag/", coverage.coverage, name="coverage"),
    path("nytt/", whats_new.whats_new, name="whats_new"),
    path("metode/", method.method, name="method"),
    path("meld-feil/", ErrorReportCreate.as_view(), name="error_report"),
    path("feilmeldinger.csv", reports.ReportFile.as_view(), name="reports_csv"),
    path("feilmeldinger/", reports.ReportList.as_view(), name="reports"),
    path("feilmeldinger/<int:report>/", reports.ReportPage.as_view(), name="report"),
    path("feilmeldinger/<int:report>/svar/", reports.ReportAnswer.as_view(), name="answer_report"),
    path("feilmeldinger/<int:report>/send-videre/", reports.ReportPassOn.as_view(), name="pass_on_report"),
    path("feilmeldinger/<int:report>/vis/", reports.ReportShow.as_view(), name="show_report"),
    path("feilmeldinger/<int:report>/send/", reports.ReportSendAgain.as_view(), name="send_answer_again"),
    path("meld-feil/takk/", ErrorReportKept.as_view(), name="error_report_kept"),
]
