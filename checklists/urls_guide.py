"""Addresses of the guide. An item's number is its address, whatever edition is shown."""

from django.urls import path

from checklists.views import guide

urlpatterns = [
    path("", guide.guide, name="guide"),
    path("<slug:number>/", guide.guide_item, name="guide_item"),
]
