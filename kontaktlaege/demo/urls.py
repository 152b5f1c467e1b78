"""Addresses that exist only in the demo."""

from django.urls import path

from kontaktlaege.demo import mailbox_views, views

urlpatterns = [
    path("log-ind/", views.demo_sign_in, name="demo_sign_in"),
    path("postkasse/", mailbox_views.mailbox, name="demo_mailbox"),
    path("postkasse/<slug:name>/", mailbox_views.mail, name="demo_mail"),
    path("postkasse/<slug:name>/html/", mailbox_views.mail_html, name="demo_mail_html"),
]
