"""Sign-in and passwords: allauth's views under Danish addresses."""

from allauth.account import views as allauth
from django.urls import path, re_path

from accounts import expired
from accounts.views.session import keep_session
from accounts.views.sign_in import SignInView

urlpatterns = [
    path("log-ind/", SignInView.as_view(), name="account_login"),
    path("log-af/", allauth.logout, name="account_logout"),
    path("spaerret/", allauth.account_inactive, name="account_inactive"),
    path("opret/", allauth.signup, name="account_signup"),
    path("adgangskode/", allauth.password_change, name="account_change_password"),
    path("glemt/", allauth.password_reset, name="account_reset_password"),
    path("glemt/sendt/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^glemt/vaelg/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("glemt/valgt/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("session/", keep_session, name="session_keepalive"),
    path("fortsaet/", expired.resume_form, name="resume_form"),
    path("kasser/", expired.discard_form, name="discard_form"),
]
