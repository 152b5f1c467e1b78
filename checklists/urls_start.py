"""Addresses of Start hvor I er and of the proof it leaves to be delivered, below a project's."""

from django.urls import path

from checklists.views import start_where_you_are as start
from checklists.views import task_proof

urlpatterns = [
    path("opgaver/<slug:number>/bevis/", task_proof.task_proof, name="task_proof"),
    path("start-hvor-i-er/", start.questions, name="start_where_you_are"),
    path("start-hvor-i-er/gem/", start.save, name="start_where_you_are_save"),
    path("start-hvor-i-er/<int:round_pk>/", start.round_page, name="start_round"),
    path("start-hvor-i-er/<int:round_pk>/fortryd/", start.round_undo, name="start_round_undo"),
    path("bevis-mangler/", start.missing_proof, name="missing_proof"),
]
