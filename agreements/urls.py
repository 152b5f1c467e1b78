"""Addresses of agreements."""

from django.urls import path

from agreements.views import agreements, checklist, question_letter, questions

ONE = "<int:pk>/aftaler/<slug:slug>/<int:number>/"

urlpatterns = [
    path("<int:pk>/aftaler/", agreements.agreements, name="agreements"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}tjekliste/", checklist.agreement_checklist, name="agreement_checklist"),
    path(f"{ONE}spoergsmaal/", questions.agreement_questions, name="agreement_questions"),
    path(f"{ONE}spoergsmaal/brev/", question_letter.agreement_question_letter, name="agreement_question_letter"),
    path(f"{ONE}spoergsmaal/<int:question>/", questions.agreement_question, name="agreement_question"),
]
