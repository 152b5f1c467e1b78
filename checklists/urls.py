"""Addresses of projects and tasks."""

from django.urls import include, path

from checklists.views import (
    assign,
    comments,
    due,
    due_dates,
    hand_over_letter,
    own_task,
    plan,
    project,
    projects,
    saved_filters,
    sub_points,
    task,
    task_list,
    task_messages,
    task_units,
    unit_tasks,
    waiting,
)

urlpatterns = [
    path("", projects.project_list, name="project_list"),
    path("start/", projects.project_start, name="project_start"),
    path(
        "<int:pk>/organisation/aflevering/<int:hand_over>/",
        hand_over_letter.hand_over_letter,
        name="hand_over_letter",
    ),
    path("<int:pk>/", project.project, name="project"),
    path("<int:pk>/", include("checklists.urls_start")),
    path("<int:pk>/plan/", plan.plan, name="plan"),
    path("<int:pk>/plan/datoer/", plan.plan_move, name="plan_move"),
    path("<int:pk>/plan/enige/", plan.plan_agree, name="plan_agree"),
    path("<int:pk>/plan/lukkedage/", plan.closing_days, name="closing_days"),
    path("<int:pk>/opgaver/<slug:number>/frist/", due.task_due, name="task_due"),
    path("<int:pk>/opgaver/", task_list.task_list, name="task_list"),
    path("<int:pk>/opgaver/tildel/", assign.task_assign, name="task_assign"),
    path("<int:pk>/opgaver/eksport.csv", task_list.task_export, {"kind": "csv"}, name="task_export_csv"),
    path("<int:pk>/opgaver/eksport.xlsx", task_list.task_export, {"kind": "xlsx"}, name="task_export_xlsx"),
    path("<int:pk>/opgaver/frister/", due_dates.task_due_dates, name="task_due_dates"),
    path("<int:pk>/opgaver/filtre/", saved_filters.saved_filters, name="saved_filters"),
    path("<int:pk>/opgaver/filtre/<int:saved>/fjern/", saved_filters.saved_filter_remove, name="saved_filter_remove"),
    path("<int:pk>/opgaver/ny/", own_task.own_task_add, name="own_task_add"),
    path("<int:pk>/opgaver/<slug:number>/ret/", own_task.own_task_edit, name="own_task_edit"),
    path("<int:pk>/opgaver/<slug:number>/", task.task_page, name="task"),
    path("<int:pk>/opgaver/<slug:number>/kommentar/", comments.task_comment, name="task_comment"),
    path(
        "<int:pk>/opgaver/<slug:number>/kommentar/<int:comment>/traek-tilbage/",
        comments.comment_withdraw,
        name="comment_withdraw",
    ),
    path("<int:pk>/opgaver/<slug:number>/delpunkt/", sub_points.task_tick, name="task_tick"),
    path("<int:pk>/enheder/<int:unit>/opgaver/", unit_tasks.unit_tasks, name="unit_tasks"),
    path("<int:pk>/opgaver/<slug:number>/beskeder/", task_messages.task_messages, name="task_messages"),
    path("<int:pk>/opgaver/<slug:number>/enheder/", task_units.task_units, name="task_units"),
    path("<int:pk>/opgaver/<slug:number>/enheder/<int:unit>/", unit_tasks.task_unit, name="task_unit"),
    path(
        "<int:pk>/opgaver/<slug:number>/enheder/<int:unit>/faerdig/", unit_tasks.task_unit_done, name="task_unit_done"
    ),
    path(
        "<int:pk>/opgaver/<slug:number>/enheder/<int:unit>/fortryd/", unit_tasks.task_unit_undo, name="task_unit_undo"
    ),
    path("<int:pk>/opgaver/<slug:number>/start/", task.task_start, name="task_start"),
    path("<int:pk>/opgaver/<slug:number>/luk/", task.task_close, name="task_close"),
    path("<int:pk>/opgaver/<slug:number>/gem/", task.task_draft, name="task_draft"),
    path("<int:pk>/opgaver/<slug:number>/genaabn/", task.task_reopen, name="task_reopen"),
    path("<int:pk>/opgaver/<slug:number>/fortryd/", task.task_undo, name="task_undo"),
    path("<int:pk>/opgaver/<slug:number>/ikke-relevant/", task.task_not_relevant, name="task_not_relevant"),
    path("<int:pk>/opgaver/<slug:number>/gaar-i-staa/", waiting.task_stuck, name="task_stuck"),
    path("<int:pk>/opgaver/<slug:number>/venter/", waiting.task_waiting, name="task_waiting"),
    path("<int:pk>/opgaver/<slug:number>/venter-ikke/", waiting.task_waiting_end, name="task_waiting_end"),
]
