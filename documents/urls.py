"""The documents of a project, below /projekter/."""

from django.urls import path

from documents.views import documents, own_files

AT = "<int:pk>/dokumenter"

urlpatterns = [
    path(f"{AT}/", documents.document_list, name="document_list"),
    path(f"{AT}/hylder/<slug:phase>/", own_files.shelf, name="shelf"),
    path(f"{AT}/filer/<int:file>/", own_files.own_file, name="own_file"),
    path(f"{AT}/filer/<int:file>/<int:version>/hent/", own_files.own_file_content, name="own_file_content"),
    path(
        f"{AT}/filer/<int:file>/<int:version>/vis/",
        own_files.own_file_content,
        {"shown": True},
        name="own_file_shown",
    ),
    path(f"{AT}/filer/<int:file>/<int:version>/traek-tilbage/", own_files.own_file_withdraw, name="own_file_withdraw"),
    path(f"{AT}/<slug:key>/", documents.document, name="document"),
    path(f"{AT}/<slug:key>/link/", documents.document_link, name="document_link"),
    path(f"{AT}/<slug:key>/laest/", documents.document_read, name="document_read"),
    path(f"{AT}/<slug:key>/kontrolleret/", documents.document_check, name="document_check"),
    path(f"{AT}/<slug:key>/fil/", documents.document_upload, name="document_upload"),
]
