"""The addresses of the programme."""

from django.urls import path

from loftet.programme.calendar import pages as calendar
from loftet.programme.cohorts import for_all, lists
from loftet.programme.cohorts import pages as cohorts
from loftet.programme.competence import pages as can
from loftet.programme.hours import pages as hours
from loftet.programme.measures import pages as measures
from loftet.programme.participation import pages as participation
from loftet.programme.phases import pages as phases

COHORT = "kull/<slug:slug>/"
OURS = f"{COHORT}deltakere/<slug:organisation>/"
COMPETENCE = "organisasjoner/<slug:organisation>/kompetanse/"

urlpatterns = [
    # Partnerships and cohorts, who takes part, phases, how all stand
    path("partnerskap/<slug:slug>/", lists.PartnershipPage.as_view(), name="partnership"),
    path("kull.csv", lists.CohortList.as_view(is_file=True), name="cohorts_csv"),
    path("kull/", lists.CohortList.as_view(), name="cohorts"),
    path("kull/nytt/", cohorts.CohortCreate.as_view(), name="new_cohort"),
    path(COHORT, cohorts.CohortHome.as_view(), name="cohort"),
    path(f"{COHORT}endre/", cohorts.CohortEdit.as_view(), name="change_cohort"),
    path(f"{COHORT}slett/", cohorts.CohortDelete.as_view(), name="remove_cohort"),
    path(f"{COHORT}inviter/", cohorts.CohortInvite.as_view(), name="invite_to_cohort"),
    path(f"{COHORT}oversikt.csv", lists.OverviewFile.as_view(), name="overview_csv"),
    path(f"{COHORT}oversikt/", lists.OverviewPage.as_view(), name="overview"),
    path(f"{COHORT}for-alle/", for_all.ForAllPage.as_view(), name="for_all"),
    path(f"{COHORT}faser/", phases.PhasesPage.as_view(), name="phases"),
    path(f"{COHORT}faser/opne/", phases.PhaseOpen.as_view(), name="open_phase"),
    path(f"{COHORT}faser/<int:run>/lukk/", phases.PhaseClose.as_view(), name="close_phase"),
    path(OURS, participation.ParticipationPage.as_view(), name="participation"),
    path(f"{OURS}vedtak/", participation.DecidePage.as_view(), name="decide_participation"),
    path(f"{OURS}betyr/<int:treatment>/", participation.MeaningPage.as_view(), name="say_meaning"),
    path(f"{OURS}roller/", participation.NameRoles.as_view(), name="name_roles"),
    path(f"{OURS}sak/<int:matter>/", participation.ChooseMatter.as_view(), name="choose_matter"),
    path(f"{OURS}inhabil/", participation.Disqualify.as_view(), name="disqualify_participation"),
    path(f"{OURS}sjekkliste/<int:run>/", phases.TickOff.as_view(), name="tick_off"),
    # Competence, hours, calendar, yearly dates, measures
    path(f"{COHORT}kompetanse.csv", can.CohortCompetenceFile.as_view(), name="cohort_competence_csv"),
    path(f"{COHORT}kompetanse/", can.CohortCompetence.as_view(), name="cohort_competence"),
    path(COMPETENCE, can.OwnCompetence.as_view(), name="own_competence"),
    path(f"{COMPETENCE}<int:competence>/", can.CompetenceEdit.as_view(), name="change_competence"),
    path(
        f"{COMPETENCE}<int:competence>/fjern/",
        can.CompetenceRemove.as_view(),
        name="remove_competence",
    ),
    path(f"{COHORT}timer.csv", hours.CohortHoursFile.as_view(), name="cohort_hours_csv"),
    path(f"{COHORT}timer/", hours.CohortHours.as_view(), name="cohort_hours"),
    path(f"{OURS}timer.csv", hours.HoursFile.as_view(), name="hours_csv"),
    path(f"{OURS}timer/", hours.HoursPage.as_view(), name="hours"),
    path(f"{COHORT}kalender.ics", calendar.CalendarFeed.as_view(), name="calendar_ics"),
    path(f"{COHORT}kalender.csv", calendar.CalendarFile.as_view(), name="calendar_csv"),
    path(f"{COHORT}kalender/", calendar.CalendarPage.as_view(), name="cohort_calendar"),
    path(f"{COHORT}kalender/ny/", calendar.DaySet.as_view(), name="set_day"),
    path(f"{COHORT}kalender/<int:entry>/", calendar.DayMove.as_view(), name="move_day"),
    path(f"{COHORT}kalender/<int:entry>/avlys/", calendar.DayCancel.as_view(), name="cancel_day"),
    path(f"{COHORT}arshjul/", calendar.YearPage.as_view(), name="cohort_year"),
    path(f"{COHORT}maling.csv", measures.MeasuresFile.as_view(), name="measures_csv"),
    path(f"{COHORT}maling/", measures.CohortMeasures.as_view(), name="cohort_measures"),
    path(f"{COHORT}maling/<slug:measure>/start/", measures.BaselineEdit.as_view(), name="state_baseline"),
    path(f"{COHORT}maling/<slug:measure>/na/", measures.ReadingCreate.as_view(), name="tell_reading"),
]
