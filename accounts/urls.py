"""Sign-in and passwords: allauth's views under Danish addresses."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from accounts import expired
from accounts.views.counted import counted
from accounts.views.session import keep_session
from accounts.views.sign_in import SignInView

NO_SIGN_IN = {"cannot": "Du kan ikke logge ind lige nu", "back_to": "Tilbage til Log ind"}
NO_PASSWORD = {"cannot": "Du kan ikke vælge ny adgangskode lige nu", "back_to": "Gå tilbage"}

urlpatterns = [
    path("log-ind/", counted(login_not_required(SignInView.as_view()), **NO_SIGN_IN), name="account_login"),
    path("log-af/", allauth.logout, name="account_logout"),
    path("spaerret/", allauth.account_inactive, name="account_inactive"),
    path("opret/", allauth.signup, name="account_signup"),
    path("adgangskode/", counted(allauth.password_change, **NO_PASSWORD), name="account_change_password"),
    path("glemt/", counted(allauth.password_reset, **NO_PASSWORD), name="account_reset_password"),
    path("glemt/sendt/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^glemt/vaelg/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        counted(allauth.password_reset_from_key, **NO_PASSWORD),
        name="account_reset_password_from_key",
    ),
    path("glemt/valgt/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("session/", keep_session, name="session_keepalive"),
    path("fortsaet/", expired.resume_form, name="resume_form"),
    path("kasser/", expired.discard_form, name="discard_form"),
]
