"""The addresses of the programme."""

from django.urls import path

from loftet.programme.views import cohort, overview, participation, partnership, phases

OURS = "kull/<slug:slug>/deltakere/<slug:organisation>/"

urlpatterns = [
    # Partnerships and cohorts, who takes part, phases, how all stand
    path("partnerskap/<slug:slug>/", partnership.partnership, name="partnership"),
    path("kull.csv", cohort.cohorts_csv, name="cohorts_csv"),
    path("kull/", cohort.cohorts, name="cohorts"),
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
]
