"""Addresses of a project's own pages."""

from django.urls import path

from projects.views import history

urlpatterns = [path("<int:pk>/historik/", history.history, name="history")]
