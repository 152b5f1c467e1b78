"""Addresses of agreements."""

from django.urls import path

from agreements.views import agreements

ONE = "<int:pk>/aftaler/<slug:slug>/<int:number>/"

urlpatterns = [
    path("<int:pk>/aftaler/", agreements.agreements, name="agreements"),
    path(ONE, agreements.agreement, name="agreement"),
]
