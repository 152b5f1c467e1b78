"""The portal's addresses as they are with DEMO=1."""

from django.urls import include, path

from kontaktlaege.urls import handler400, handler403, handler404, handler500
from kontaktlaege.urls import urlpatterns as ordinary

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [*ordinary, path("demo/", include("kontaktlaege.demo.urls"))]
