"""Receipts: what was done, said on the next page, with an optional Fortryd."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_UNDO = "undo="


def receipt(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Say what was done. `undo_url` (an address of ours that takes a POST) gives the receipt a Fortryd button."""
    messages.success(request, text, extra_tags=f"{_UNDO}{undo_url}" if undo_url else "")


def undo_url_of(message: Message) -> str:
    """The address that undoes what a message tells of, or nothing."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
