"""Sign-in and passwords: allauth's views under Danish addresses."""

from allauth.account import views as allauth
from django.urls import path

from accounts import expired, views

urlpatterns = [
    path("log-ind/", allauth.login, name="account_login"),
    path("log-af/", allauth.logout, name="account_logout"),
    path("spaerret/", allauth.account_inactive, name="account_inactive"),
    path("opret/", allauth.signup, name="account_signup"),
    path("adgangskode/", allauth.password_change, name="account_change_password"),
    path("adgangskode/saet/", allauth.password_set, name="account_set_password"),
    path("glemt/", allauth.password_reset, name="account_reset_password"),
    path("glemt/sendt/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "glemt/vaelg/<slug:uidb36>-<path:key>/",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("glemt/valgt/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("bekraeft/", allauth.reauthenticate, name="account_reauthenticate"),
    path("session/", views.keep_session, name="session_keepalive"),
    path("fortsaet/", expired.resume_form, name="resume_form"),
]
