"""Where a page sends people back to."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(raw: str) -> str:
    """`raw` when it is a path in the portal, with whatever follows; anything else is "": no other site is led to."""
    ours = raw.startswith("/") and url_has_allowed_host_and_scheme(raw, allowed_hosts=None)
    return raw if ours else ""
