"""Every address of the portal. All are behind the sign-in but those marked as open in their own module."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from checklists.views.my_tasks import my_tasks
from kontaktlaege import health
from projects.views.acceptance import invitation

urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_tasks, name="my_tasks"),
    path("projekter/", include("checklists.urls")),
    path("projekter/", include("agreements.urls")),
    path("projekter/", include("projects.urls")),
    path("projekter/", include("documents.urls")),
    path("projekter/", include("files.urls")),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("guiden/", include("checklists.urls_guide")),
    path("dokumenter/", include("documents.urls_national")),
    path("konto/", include("accounts.urls")),
    path("", include("accounts.urls_pages")),
    path("sundhed/", health.alive, name="health"),
    path("sundhed/klar/", health.ready, name="health_ready"),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("kontaktlaege.demo.urls")))

handler400 = "ui.errors.bad_request"
handler403 = "ui.errors.permission_denied"
handler404 = "ui.errors.page_not_found"
handler500 = "ui.errors.server_error"
