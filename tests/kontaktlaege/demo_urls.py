"""The portal's addresses as they are with DEMO=1.

Import it at the top of a test: kontaktlaege.urls asks for DEMO when it is first read, and every test uses those.
"""

from django.urls import include, path

from kontaktlaege.urls import handler400, handler403, handler404, handler500
from kontaktlaege.urls import urlpatterns as ordinary

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [*ordinary, path("demo/", include("kontaktlaege.demo.urls"))]
