"""The portal's settings with the bare page's address, its template and the two meters."""

from kontaktlaege.settings import *  # noqa: F403
from kontaktlaege.settings import BASE_DIR, MIDDLEWARE, STORAGES, TEMPLATES

ROOT_URLCONF = "script.measure.urls"
MIDDLEWARE = [
    "script.measure.counting.OwnTimeMiddleware",
    "script.measure.counting.CountQueriesMiddleware",
    *MIDDLEWARE,
]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [BASE_DIR / "templates", BASE_DIR / "script" / "measure" / "templates"]}]
# Hashed file names need collectstatic, and a name costs the same either way.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
