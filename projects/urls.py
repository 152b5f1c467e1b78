"""Addresses of a project's own pages."""

from django.urls import path

from projects.views import (
    absence,
    appointments,
    hand_over,
    history,
    invitations,
    leaving,
    messages,
    organisation,
    roles,
    unit_import,
    units,
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
    path(
        "<int:pk>/organisation/overdragelser/<int:hand_over>/fortryd/",
        hand_over.hand_over_take_back,
        name="hand_over_take_back",
    ),
    path("<int:pk>/organisation/stopper/<int:person>/", leaving.leaving, name="leaving"),
    path("<int:pk>/organisation/stopper/<int:person>/fortryd/", leaving.leaving_undo, name="leaving_undo"),
    path("<int:pk>/organisation/enheder/", units.unit_list, name="unit_list"),
    path("<int:pk>/organisation/enheder/ny/", units.unit_add, name="unit_add"),
    path("<int:pk>/organisation/enheder/indsaet/", unit_import.unit_import, name="unit_import"),
    path("<int:pk>/organisation/enheder/indsaet/tag-med/", unit_import.unit_import_take, name="unit_import_take"),
    path("<int:pk>/organisation/enheder/<int:unit>/", units.unit_edit, name="unit_edit"),
    path("<int:pk>/organisation/enheder/<int:unit>/tag-ud/", units.unit_take_out, name="unit_take_out"),
    path("<int:pk>/organisation/enheder/<int:unit>/tag-med-igen/", units.unit_bring_back, name="unit_bring_back"),
    path("<int:pk>/organisation/fravaer/", absence.absence_list, name="absence_list"),
    path("<int:pk>/organisation/fravaer/ny/", absence.absence_new, name="absence_new"),
    path("<int:pk>/organisation/fravaer/<int:absence>/", absence.absence_edit, name="absence_edit"),
    path("<int:pk>/organisation/fravaer/<int:absence>/fjern/", absence.absence_withdraw, name="absence_withdraw"),
]
