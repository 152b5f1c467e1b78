"""Sending a version to somebody whose right the owning part has asked for."""

from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, http_date

from files.byte_range import OutOfRange, range_of
from files.models import FileVersion
from files.storage import the_storage

CHUNK = 64 * 1024
GONE = "Filen kan ikke hentes lige nu. Prøv igen om lidt, og sig det til den, der driver portalen."
WITHDRAWN = "Filen er trukket tilbage og kan ikke åbnes."


class CannotBeSent(Exception):
    """The storage does not give the bytes: it is down, or the file is not there."""


def send_or_say(request: HttpRequest, version: FileVersion, *, shown: bool = False) -> HttpResponseBase:
    """As `send`, or a page that says why not: 410 once the version is taken back, 503 while the storage is down."""
    if version.is_withdrawn:
        return render(request, "files/not_sent.html", {"sentence": WITHDRAWN}, status=410)
    try:
        return send(request, version, shown=shown)
    except CannotBeSent:
        return render(request, "files/not_sent.html", {"sentence": GONE}, status=503)


def send(request: HttpRequest, version: FileVersion, *, shown: bool = False) -> HttpResponseBase:
    """The bytes as an attachment, or, `shown`, for a page of ours to show (PDF, PNG and JPEG only).

    Answers Range and HEAD. Raises CannotBeSent.
    """
    etag = f'"{version.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return _marked(HttpResponseNotModified(), version, etag)
    response = _content(request, version, etag)
    _marked(response, version, etag)
    shown = shown and version.kind_of.shown
    response["Content-Disposition"] = content_disposition_header(not shown, version.name) or "attachment"
    if shown:
        # On this answer only: a page of ours may have it in a frame.
        response["X-Frame-Options"] = "SAMEORIGIN"
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
    return response


def _marked(response: HttpResponseBase, version: FileVersion, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Last-Modified"] = http_date(version.uploaded_at.timestamp())
    response["Cache-Control"] = "private, no-cache"
    return response


def _content(request: HttpRequest, version: FileVersion, etag: str) -> HttpResponseBase:
    content_type, size = version.kind_of.content_type, version.size
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    try:
        part = range_of(asked, size)
    except OutOfRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, length = part or (0, size)
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(length)}
    if part:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=headers, status=status)
    chunks = _chunks(_opened(version), start, length)
    return StreamingHttpResponse(chunks, content_type=content_type, headers=headers, status=status)


def _opened(version: FileVersion) -> IO[bytes]:
    try:
        return the_storage().open(version.stored)
    except OSError as fault:
        raise CannotBeSent from fault


def _chunks(content: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    with content:
        content.seek(start)
        while length and (chunk := content.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
