"""Addresses of agreements."""

from django.urls import path

from agreements.views import agreements, checklist, package, question_letter, questions

ONE = "<int:pk>/aftaler/<slug:slug>/<int:number>/"

urlpatterns = [
    path("<int:pk>/aftaler/", agreements.agreements, name="agreements"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}tjekliste/", checklist.agreement_checklist, name="agreement_checklist"),
    path(f"{ONE}spoergsmaal/", questions.agreement_questions, name="agreement_questions"),
    path(f"{ONE}spoergsmaal/brev/", question_letter.agreement_question_letter, name="agreement_question_letter"),
    path(f"{ONE}spoergsmaal/<int:question>/", questions.agreement_question, name="agreement_question"),
    path(f"{ONE}journalpakke/", package.agreement_package, name="agreement_package"),
    path(f"{ONE}journalpakke/sagsnummer/", package.agreement_filed, name="agreement_filed"),
    path(f"{ONE}journalpakke/<int:package>/", package.agreement_package_zip, name="agreement_package_zip"),
]
