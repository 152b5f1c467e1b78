"""Addresses of agreements."""

from django.urls import path

from agreements.views import agreements, checklist, files, moves, package, question_letter, questions

ONE = "<int:pk>/aftaler/<slug:slug>/<int:number>/"
FILE = f"{ONE}filer/<int:file>/"
VERSION = f"{FILE}<int:version>/"

urlpatterns = [
    path("<int:pk>/aftaler/", agreements.agreements, name="agreements"),
    path("<int:pk>/aftaler/<slug:slug>/ny/", agreements.agreement_begin, name="agreement_begin"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}skridt/<slug:deed>/", moves.agreement_move, name="agreement_move"),
    path(f"{ONE}filer/", files.agreement_files, name="agreement_files"),
    path(FILE, files.agreement_file, name="agreement_file"),
    path(f"{VERSION}hent/", files.agreement_file_content, name="agreement_file_content"),
    path(f"{VERSION}vis/", files.agreement_file_content, {"shown": True}, name="agreement_file_shown"),
    path(f"{VERSION}traek-tilbage/", files.agreement_file_withdraw, name="agreement_file_withdraw"),
    path(f"{ONE}tjekliste/", checklist.agreement_checklist, name="agreement_checklist"),
    path(f"{ONE}spoergsmaal/", questions.agreement_questions, name="agreement_questions"),
    path(f"{ONE}spoergsmaal/brev/", question_letter.agreement_question_letter, name="agreement_question_letter"),
    path(f"{ONE}spoergsmaal/<int:question>/", questions.agreement_question, name="agreement_question"),
    path(f"{ONE}journalpakke/", package.agreement_package, name="agreement_package"),
    path(f"{ONE}journalpakke/<int:package>/", package.agreement_package_zip, name="agreement_package_zip"),
]
