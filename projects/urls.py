"""Addresses of a project's own pages."""

from django.urls import path

from projects import views

urlpatterns = [path("<int:pk>/historik/", views.history, name="history")]
