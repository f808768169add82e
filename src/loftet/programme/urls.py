"""The addresses of the programme."""

from django.urls import path

from loftet.programme.calendar import pages as calendar
from loftet.programme.competence import pages as competence
from loftet.programme.hours import pages as hours
from loftet.programme.measures import pages as measures
from loftet.programme.views import (
    cohort,
    cohort_list,
    overview,
    participation,
    partnership,
    phases,
)

OURS = "kull/<slug:slug>/deltakere/<slug:organisation>/"

urlpatterns = [
    # Partnerships and cohorts, who takes part, phases, how all stand
    path("partnerskap/<slug:slug>/", partnership.partnership, name="partnership"),
    path("kull.csv", cohort_list.CohortFile.as_view(), name="cohorts_csv"),
    path("kull/", cohort_list.CohortList.as_view(), name="cohorts"),
    path("kull/nytt/", cohort.new_cohort, name="new_cohort"),
    path("kull/<slug:slug>/", cohort.cohort, name="cohort"),
    path("kull/<slug:slug>/endre/", cohort.change_cohort, name="change_cohort"),
    path("kull/<slug:slug>/inviter/", cohort.invite_to_cohort, name="invite_to_cohort"),
    path("kull/<slug:slug>/oversikt.csv", overview.overview_csv, name="overview_csv"),
    path("kull/<slug:slug>/oversikt/", overview.show_overview, name="overview"),
    path("kull/<slug:slug>/for-alle/", overview.for_all, name="for_all"),
    path("kull/<slug:slug>/faser/", phases.phases, name="phases"),
    path("kull/<slug:slug>/faser/opne/", phases.open_a_phase, name="open_phase"),
    path("kull/<slug:slug>/faser/<int:run>/lukk/", phases.close_a_phase, name="close_phase"),
    path(OURS, participation.participation, name="participation"),
    path(f"{OURS}vedtak/", participation.decide, name="decide_participation"),
    path(f"{OURS}betyr/<int:treatment>/", participation.say_meaning, name="say_meaning"),
    path(f"{OURS}roller/", participation.name_roles, name="name_roles"),
    path(f"{OURS}sak/<int:matter>/", participation.choose_matter, name="choose_matter"),
    path(f"{OURS}inhabil/", participation.disqualify, name="disqualify_participation"),
    path(f"{OURS}sjekkliste/<int:run>/", phases.tick_off, name="tick_off"),
    # Competence, hours, calendar, yearly wheel, measures
    path(
        "kull/<slug:slug>/kompetanse.csv",
        competence.CohortCompetenceFile.as_view(),
        name="cohort_competence_csv",
    ),
    path("kull/<slug:slug>/kompetanse/", competence.CohortCompetence.as_view(), name="cohort_competence"),
    path(
        "organisasjoner/<slug:organisation>/kompetanse/",
        competence.OwnCompetence.as_view(),
        name="own_competence",
    ),
    path(
        "organisasjoner/<slug:organisation>/kompetanse/<int:competence>/",
        competence.CompetenceEdit.as_view(),
        name="change_competence",
    ),
    path(
        "organisasjoner/<slug:organisation>/kompetanse/<int:competence>/fjern/",
        competence.CompetenceRemove.as_view(),
        name="remove_competence",
    ),
    path("kull/<slug:slug>/timer.csv", hours.CohortHoursFile.as_view(), name="cohort_hours_csv"),
    path("kull/<slug:slug>/timer/", hours.CohortHours.as_view(), name="cohort_hours"),
    path(f"{OURS}timer.csv", hours.HoursFile.as_view(), name="hours_csv"),
    path(f"{OURS}timer/", hours.HoursPage.as_view(), name="hours"),
    path(f"{OURS}timer/plan/<int:year>/", hours.PlanPage.as_view(), name="plan_hours"),
    path(f"{OURS}timer/<int:hours>/fjern/", hours.RemovePage.as_view(), name="remove_hours"),
    path("kull/<slug:slug>/kalender.ics", calendar.CalendarFeed.as_view(), name="calendar_ics"),
    path("kull/<slug:slug>/kalender.csv", calendar.CalendarFile.as_view(), name="calendar_csv"),
    path("kull/<slug:slug>/kalender/", calendar.CalendarPage.as_view(), name="cohort_calendar"),
    path("kull/<slug:slug>/kalender/ny/", calendar.DaySet.as_view(), name="set_day"),
    path("kull/<slug:slug>/kalender/<int:entry>/", calendar.DayMove.as_view(), name="move_day"),
    path("kull/<slug:slug>/kalender/<int:entry>/avlys/", calendar.DayCancel.as_view(), name="cancel_day"),
    path("kull/<slug:slug>/arshjul/", calendar.YearPage.as_view(), name="cohort_year"),
    path("kull/<slug:slug>/maling.csv", measures.MeasuresFile.as_view(), name="measures_csv"),
    path("kull/<slug:slug>/maling/", measures.CohortMeasures.as_view(), name="cohort_measures"),
    path(
        "kull/<slug:slug>/maling/<slug:measure>/start/",
        measures.BaselineEdit.as_view(),
        name="state_baseline",
    ),
    path("kull/<slug:slug>/maling/<slug:measure>/na/", measures.ReadingCreate.as_view(), name="tell_reading"),
]
