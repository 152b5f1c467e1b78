"""Addresses that exist only in the demo."""

from django.urls import path

from kontaktlaege.demo import views

urlpatterns = [path("log-ind/", views.demo_sign_in, name="demo_sign_in")]
