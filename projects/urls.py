"""Addresses of a project's own pages."""

from django.urls import path

from projects.views import (
    appointments,
    hand_over,
    history,
    invitations,
    leaving,
    messages,
    organisation,
    roles,
)

urlpatterns = [
    path("<int:pk>/historik/", history.history, name="history"),
    path("<int:pk>/beskeder/", messages.message_list, name="message_list"),
    path("<int:pk>/beskeder/<int:letter>/send-igen/", messages.message_send_again, name="message_send_again"),
    path("udpeg/", appointments.appointments, name="appointments"),
    path("udpeg/<int:invitation>/send-igen/", appointments.appointment_send_again, name="appointment_send_again"),
    path("udpeg/<int:invitation>/traek-tilbage/", appointments.appointment_withdraw, name="appointment_withdraw"),
    path("<int:pk>/organisation/", organisation.organisation, name="organisation"),
    path("<int:pk>/organisation/ark/", organisation.organisation_sheet, name="organisation_sheet"),
    path("<int:pk>/organisation/inviter/", invitations.invite, name="invite"),
    path(
        "<int:pk>/organisation/invitationer/<int:invitation>/send-igen/",
        invitations.invitation_send_again,
        name="invitation_send_again",
    ),
    path(
        "<int:pk>/organisation/invitationer/<int:invitation>/traek-tilbage/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("<int:pk>/organisation/roller/<int:holding>/", roles.holding, name="holding"),
    path("<int:pk>/organisation/roller/<int:holding>/slut/", roles.holding_end, name="holding_end"),
    path("<int:pk>/organisation/roller/<int:holding>/fortsaet/", roles.holding_go_on, name="holding_go_on"),
    path("<int:pk>/organisation/roller/<int:holding>/enheder/", roles.holding_units, name="holding_units"),
    path("<int:pk>/organisation/overdrag/<int:person>/", hand_over.hand_over, name="hand_over"),
    path("<int:pk>/organisation/stopper/<int:person>/", leaving.leaving, name="leaving"),
]
