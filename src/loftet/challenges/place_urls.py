"""The addresses of adopted targets, of the use of indicators, of the hour, and of focus areas."""

from django.urls import path

from loftet.challenges.focus import pages as focus
from loftet.challenges.hour.pages import HourPage
from loftet.challenges.targets import pages as targets
from loftet.challenges.using import pages as using

PLACE = "kommuner/<str:municipality>"
FOCUS = "satsinger/<int:pk>"
TARGETS = f"{PLACE}/vedtatte-maltall"

urlpatterns = [
    path(f"{PLACE}/time/", HourPage.as_view(), name="hour"),
    path(f"{TARGETS}/", targets.AdoptedTargets.as_view(), name="adopted_targets"),
    path(f"{TARGETS}/nytt/", targets.AdoptTarget.as_view(), name="adopt_target"),
    path("vedtatte-maltall/<int:pk>/trekk/", targets.WithdrawTarget.as_view(), name="withdraw_target"),
    path(f"{PLACE}/bruk/", using.IndicatorUses.as_view(), name="indicator_uses"),
    path(f"{PLACE}/bruk/ny/", using.UseIndicator.as_view(), name="use_indicator"),
    path("bruk/<int:pk>/endre/", using.ChangeUse.as_view(), name="change_use"),
    path("bruk/<int:pk>/fjern/", using.RemoveUse.as_view(), name="remove_use"),
    path(f"{PLACE}/tekst/", using.DocumentTexts.as_view(), name="document_texts"),
    path(f"{PLACE}/tekst/<str:kind>.txt", using.DocumentFile.as_view(), name="document_text_txt"),
    path("regioner/<str:place>/satsinger/ny/", focus.BeginFocus.as_view(), name="begin_focus"),
    path(f"{FOCUS}/avslutt/", focus.EndFocus.as_view(), name="end_focus"),
    path(f"{FOCUS}/<str:municipality>/bli-med/", focus.JoinFocus.as_view(), name="join_focus"),
    path(f"{FOCUS}/<str:municipality>/tre-ut/", focus.LeaveFocus.as_view(), name="leave_focus"),
]
