"""The portal's addresses, and the bare page's."""

from django.urls import URLPattern, URLResolver, path

from kontaktlaege.urls import handler400, handler403, handler404, handler500
from kontaktlaege.urls import urlpatterns as portal
from script.measure.bare import bare_page

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [*portal, path("maalestok/", bare_page, name="bare_page")]
