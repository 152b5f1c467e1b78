"""Addresses of this app's own pages; those of signing in stand in `urls.py`."""

from django.urls import path

from accounts.views import national_roles, own_address, own_page, roles

urlpatterns = [
    path("roller/", roles.role_list, name="roles"),
    path("nationale-roller/", national_roles.national_role_list, name="national_roles"),
    path("nationale-roller/afslut/", national_roles.national_role_end, name="national_role_end"),
    path("mig/", own_page.own_page, name="own_page"),
    path("mig/enheder/", own_page.end_other_sessions, name="end_other_sessions"),
    path("mig/e-mail/", own_address.change_address, name="change_address"),
    path("mig/e-mail/behold/", own_address.keep_address, name="keep_address"),
    # Named as allauth calls it.
    path("mig/e-mail/<str:key>/", own_address.confirm_new_address, name="account_confirm_email"),
]
