"""MedCom's links, below /dokumenter/."""

from django.urls import path

from documents.views import national

urlpatterns = [
    path("", national.national_documents, name="national_documents"),
    path("<slug:key>/", national.national_document, name="national_document"),
]
