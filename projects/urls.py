"""Addresses of a project's own pages."""

from django.urls import path

from projects.views import history, messages

urlpatterns = [
    path("<int:pk>/historik/", history.history, name="history"),
    path("<int:pk>/beskeder/", messages.message_list, name="message_list"),
    path("<int:pk>/beskeder/<int:letter>/send-igen/", messages.message_send_again, name="message_send_again"),
]
