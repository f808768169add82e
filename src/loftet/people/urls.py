"""The addresses of people: signing in, the own page, organisations."""

from django.urls import path

from loftet.people.pages import organisation, roles
from loftet.people.pages import own as buttons
from loftet.people.views import oidc, own, passkeys, sign_in

urlpatterns = [
    path("logg-inn/", sign_in.sign_in, name="sign_in"),
    path("logg-inn/kode/", sign_in.sign_in_code, name="sign_in_code"),
    path("logg-inn/passnokkel/start/", passkeys.begin_passkey, name="begin_passkey"),
    path("logg-inn/passnokkel/", passkeys.sign_in_by_passkey, name="sign_in_by_passkey"),
    path("logg-inn/<slug:service>/", oidc.sign_in_outside, name="sign_in_outside"),
    path("logg-inn/<slug:service>/tilbake/", oidc.outside_answer, name="outside_answer"),
    path("logg-ut/", sign_in.sign_out, name="sign_out"),
    path("logg-ut/overalt/", sign_in.sign_out_of_all, name="sign_out_everywhere"),
    path("logget-ut/", sign_in.signed_out, name="signed_out"),
    path("min-side/", own.my_page, name="my_page"),
    path("min-side/konto/", own.account, name="account"),
    path("min-side/slutter/", buttons.LeavePage.as_view(), name="leave"),
    path("min-side/velkommen/<int:role>/", buttons.WelcomePage.as_view(), name="welcome"),
    path("be-om-tilgang/", buttons.AskForAccessPage.as_view(), name="access_request"),
    path("min-side/opplysninger/", own.my_record, name="my_record"),
    path("min-side/data.json", own.my_data, name="my_data"),
    path("min-side/slett/", own.erase_me, name="erase_me"),
    path(
        "min-side/invitasjoner/<int:invitation>/",
        buttons.AnswerInvitation.as_view(),
        name="answer_invitation",
    ),
    path("min-side/passnokler/ny/", passkeys.new_passkey, name="new_passkey"),
    path("min-side/passnokler/", passkeys.add_passkey, name="add_passkey"),
    path("min-side/passnokler/<int:passkey>/fjern/", passkeys.remove_passkey, name="remove_passkey"),
    path("min-side/tjenester/<slug:service>/knytt/", oidc.tie_outside, name="tie_outside"),
    path("min-side/tjenester/<slug:service>/fjern/", oidc.untie_outside, name="untie_outside"),
    path("min-side/roller/<int:role>/avslutt/", buttons.GiveUpRole.as_view(), name="give_up_role"),
    path("min-side/roller/<int:role>/angre/", buttons.TakeUpRole.as_view(), name="take_up_role"),
    path(
        "min-side/inhabil/<int:disqualification>/opphev/",
        buttons.LiftDisqualification.as_view(),
        name="lift_disqualification",
    ),
    path("organisasjoner/<slug:organisation>/", organisation.OrganisationPage.as_view(), name="organisation"),
    path(
        "organisasjoner/<slug:organisation>/folk.csv",
        organisation.OrganisationFile.as_view(),
        name="organisation_csv",
    ),
    path("organisasjoner/<slug:organisation>/velg/", organisation.ActFor.as_view(), name="act_for"),
    path("organisasjoner/<slug:organisation>/inviter/", organisation.InvitePage.as_view(), name="invite"),
    path(
        "organisasjoner/<slug:organisation>/fullmakt/", organisation.DelegatePage.as_view(), name="delegate"
    ),
    path(
        "organisasjoner/<slug:organisation>/invitasjoner/<int:invitation>/trekk/",
        organisation.WithdrawInvitation.as_view(),
        name="withdraw_invitation",
    ),
    path(
        "organisasjoner/<slug:organisation>/invitasjoner/<int:invitation>/send/",
        organisation.SendInvitationAgain.as_view(),
        name="send_invitation_again",
    ),
    path(
        "organisasjoner/<slug:organisation>/fullmakter/<int:delegation>/trekk/",
        organisation.WithdrawDelegation.as_view(),
        name="withdraw_delegation",
    ),
    path(
        "organisasjoner/<slug:organisation>/fullmakter/<int:delegation>/angre/",
        organisation.UndoWithdrawal.as_view(),
        name="undo_withdrawal",
    ),
    path(
        "organisasjoner/<slug:organisation>/roller/<int:role>/angre/",
        roles.UndoEnd.as_view(),
        name="undo_end",
    ),
    path(
        "organisasjoner/<slug:organisation>/roller/<int:role>/avslutt/",
        roles.EndRole.as_view(),
        name="end_role",
    ),
    path(
        "organisasjoner/<slug:organisation>/roller/<int:role>/overlat/",
        roles.HandOverPage.as_view(),
        name="hand_over",
    ),
    path("logg/<slug:organisation>/", organisation.LogPage.as_view(), name="organisation_log"),
]
