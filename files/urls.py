"""The files of a project, below /projekter/."""

from django.urls import path

from files.views.file_list import file_list

urlpatterns = [path("<int:pk>/filer/", file_list, name="file_list")]
