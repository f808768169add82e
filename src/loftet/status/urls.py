"""The addresses of the pages of status."""

from django.urls import path

from loftet.status.comments.pages import CommentPage, CommentWithdraw
from loftet.status.comparison import views as comparison
from loftet.status.coverage import views as coverage
from loftet.status.data import views as data
from loftet.status.downloads import CSV, EXCEL
from loftet.status.downloads import views as downloads
from loftet.status.downloads.answer import PNG, SVG
from loftet.status.explore import views as exploring
from loftet.status.goals import views as goals
from loftet.status.indicator import figure_views as figure
from loftet.status.indicator import map_views as outline_map
from loftet.status.indicator import views as indicator
from loftet.status.lists import views as lists
from loftet.status.method import views as method
from loftet.status.municipality import views as municipality
from loftet.status.presentation import views as presentation
from loftet.status.region import views as regions
from loftet.status.reports import pages as reports
from loftet.status.reports.public_pages import ErrorReportCreate, ErrorReportKept
from loftet.status.share import views as share
from loftet.status.whats_new import views as whats_new
from loftet.status.working_life import views as work

urlpatterns = [
    path("del.png", share.share_front, name="share_front"),
    path("kommuner.csv", lists.municipalities_csv, name="municipalities_csv"),
    path("kommuner/", lists.municipalities, name="municipalities"),
    path("kommuner/<str:place>.csv", municipality.municipality_file, {"kind": CSV}, name="municipality_csv"),
    path(
        "kommuner/<str:place>.xlsx", municipality.municipality_file, {"kind": EXCEL}, name="municipality_xlsx"
    ),
    path("kommuner/<str:place>/", municipality.municipality, name="municipality"),
    path("kommuner/<str:place>/ark/", municipality.municipality_sheet, name="municipality_sheet"),
    path(
        "kommuner/<str:place>/storskjerm/",
        presentation.municipality_presentation,
        name="municipality_presentation",
    ),
    path("kommuner/<str:place>/del.png", share.share_municipality, name="share_municipality"),
    path("kommuner/<str:place>/arbeidsliv/", work.municipality_work, name="municipality_work"),
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
    path("baerekraftsmal/<str:goal>/del.png", share.share_goal, name="share_goal"),
    path("indikatorer.csv", lists.indicators_csv, name="indicators_csv"),
    path("indikatorer/", lists.indicators, name="indicators"),
    path("indikatorer/<str:key>.csv", downloads.indicator_csv, name="indicator_csv"),
    path("indikatorer/<str:key>.metadata.json", downloads.indicator_metadata, name="indicator_metadata"),
    path("indikatorer/<str:key>.json", downloads.indicator_json, name="indicator_json"),
    path("indikatorer/<str:key>.zip", downloads.indicator_zip, name="indicator_zip"),
    path("indikatorer/<str:key>.kart.svg", figure.indicator_map_svg, name="indicator_map_svg"),
    path("indikatorer/<str:key>.svg", figure.indicator_svg, name="indicator_svg"),
    path("indikatorer/<str:key>.png", figure.indicator_png, name="indicator_png"),
    path("indikatorer/<str:key>/figur/", figure.indicator_figure, name="indicator_figure"),
    path("indikatorer/<str:key>/figur/kart/", figure.indicator_map_figure, name="indicator_map_figure"),
    path("indikatorer/<str:key>/del.png", share.share_indicator, name="share_indicator"),
    path("indikatorer/<str:key>/", indicator.indicator, name="indicator"),
    path("indikatorer/<str:key>/kart/", outline_map.indicator_map, name="indicator_map"),
    path("regioner.csv", regions.regions_csv, name="regions_csv"),
    path("regioner/", regions.regions, name="regions"),
    path("regioner/<str:place>.csv", regions.region_file, {"kind": CSV}, name="region_csv"),
    path("regioner/<str:place>.xlsx", regions.region_file, {"kind": EXCEL}, name="region_xlsx"),
    path("regioner/<str:place>/", regions.region, name="region"),
    path("regioner/<str:place>/storskjerm/", presentation.region_presentation, name="region_presentation"),
    path("regioner/<str:place>/del.png", share.share_region, name="share_region"),
    path("sammenlign.csv", comparison.comparison_file, {"kind": CSV}, name="comparison_csv"),
    path("sammenlign.xlsx", comparison.comparison_file, {"kind": EXCEL}, name="comparison_xlsx"),
    path("sammenlign/", comparison.comparison, name="comparison"),
    path("utforsk.csv", exploring.explore_file, {"kind": CSV}, name="explore_csv"),
    path("utforsk.xlsx", exploring.explore_file, {"kind": EXCEL}, name="explore_xlsx"),
    path("utforsk.svg", exploring.explore_picture, {"kind": SVG}, name="explore_svg"),
    path("utforsk.png", exploring.explore_picture, {"kind": PNG}, name="explore_png"),
    path("utforsk/", exploring.explore_page, name="explore"),
    path("datagrunnlag.csv", coverage.coverage_csv, name="coverage_csv"),
    path("datagrunnlag/", coverage.coverage, name="coverage"),
    path("data/", data.data, name="data"),
    path("data.csv.zip", data.data_file, {"word": "csv"}, name="data_csv"),
    path("data.parquet.zip", data.data_file, {"word": "parquet"}, name="data_parquet"),
    path("data.xlsx", data.data_file, {"word": "excel"}, name="data_excel"),
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
