"""The addresses of projects."""

from django.urls import path

from loftet.projects.noted import ReadingAsk
from loftet.projects.pages import files, funding, lists, project, writing

PROJECT = "prosjekt/<int:pk>"
PART = f"{PROJECT}/del/<slug:kind>/<int:id>"
urlpatterns = [
    path("prosjekt/", lists.ProjectList.as_view(), name="projects"),
    path("prosjekt/ordninger/", funding.SchemeList.as_view(), name="schemes"),
    path(f"{PROJECT}/", project.ProjectPage.as_view(), name="project"),
    path(f"{PROJECT}/endre/", writing.ProjectEdit.as_view(), name="project_edit"),
    path(f"{PROJECT}/start/", project.ProjectBegin.as_view(), name="project_begin"),
    path(f"{PROJECT}/ferdig/", project.ProjectFinish.as_view(), name="project_finish"),
    path(f"{PROJECT}/stans/", project.ProjectStop.as_view(), name="project_stop"),
    path(f"{PROJECT}/status/", writing.StatusCreate.as_view(), name="project_status"),
    path(f"{PROJECT}/be-om-maling/", ReadingAsk.as_view(), name="project_reading"),
    path(f"{PROJECT}/kalender.ics", project.ProjectCalendar.as_view(), name="project_calendar_ics"),
    path(f"{PROJECT}/plan.csv", files.PlanFile.as_view(), name="project_plan_csv"),
    path(f"{PROJECT}/gevinstplan.docx", files.BenefitPlan.as_view(), name="project_benefit_plan_docx"),
    path(f"{PROJECT}/midler/", funding.FundingFinder.as_view(), name="project_funding"),
    path(f"{PROJECT}/ny/partner/", writing.PartnerCreate.as_view(), name="project_partner_create"),
    path(f"{PROJECT}/ny/milepel/", writing.MilestoneCreate.as_view(), name="project_milestone_create"),
    path(f"{PROJECT}/ny/effekt/", writing.EffectCreate.as_view(), name="project_effect_create"),
    path(f"{PROJECT}/ny/maling/", writing.PointCreate.as_view(), name="project_point_create"),
    path(f"{PROJECT}/ny/midlar/", writing.MoneyCreate.as_view(), name="project_money_create"),
    path(f"{PROJECT}/ny/gevinst/", writing.BenefitCreate.as_view(), name="project_benefit_create"),
    path(f"{PROJECT}/ny/soknad/", writing.ApplicationCreate.as_view(), name="project_application_create"),
    path(f"{PART}/", writing.PartEdit.as_view(), name="project_part"),
    path(f"{PART}/fjern/", writing.PartRemove.as_view(), name="project_part_remove"),
    path(
        "organisasjoner/<slug:organisation>/prosjekt/nytt/",
        writing.ProjectCreate.as_view(),
        name="project_create",
    ),
]
