"""What became of each upload, said to the person who laid it there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from files.models import FileVersion
from files.refused import Refused
from files.services.versions import Kept
from ui import cpr

P = ParamSpec("P")

# The name of the file field in every form that takes files.
FIELD = "filer"
NONE_CHOSEN = "Vælg mindst én fil, og læg den op igen."


@dataclass(frozen=True)
class UploadResult:
    """One upload: its name, whether it lies there now, and a sentence for the person."""

    name: str
    taken: bool
    sentence: str
    version: FileVersion | None = None


NOTHING = UploadResult("", taken=False, sentence=NONE_CHOSEN)


class Lay(Protocol):
    """The service of the part that owns the place, given all but the upload. Raises Refused, PermissionDenied."""

    def __call__(self, *, upload: UploadedFile) -> Kept:
        """Lay it there."""


def take_in(uploads: Iterable[UploadedFile], lay: Lay) -> list[UploadResult]:
    """Lay each upload; one that is refused does not stop the others. Raises PermissionDenied."""
    return [_take_in(upload, lay) for upload in uploads]


def take_one(request: HttpRequest, lay: Lay) -> UploadResult:
    """The same for the only upload of a form that takes one; NOTHING when none was chosen."""
    return next(iter(take_in(request.FILES.getlist(FIELD)[:1], lay)), NOTHING)


def _take_in(upload: UploadedFile, lay: Lay) -> UploadResult:
    try:
        kept = lay(upload=upload)
    except Refused as refusal:
        return UploadResult(cpr.mask(upload.name or "Fil uden navn"), taken=False, sentence=refusal.sentence)
    version = kept.version
    if kept.again:
        sentence = f"Den samme fil lå her i forvejen, lagt op af {version.uploaded_by.name} som »{version.name}«."
    elif version.number > 1:
        sentence = f"Lagt op som version {version.number}."
    else:
        sentence = "Lagt op. Kamera- og stedoplysninger er taget ud." if version.cleaned else "Lagt op."
    return UploadResult(version.name, taken=True, sentence=sentence, version=version)


def tells_send_js(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose form static/kl/send.js sends: a redirect as JSON, since a script cannot see where one leads."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect) and "Kl-Send" in request.headers:
            return JsonResponse({"to": response.url})
        return response

    return answer


def asks_for_results(request: HttpRequest) -> bool:
    """True for static/kl/upload.js, which sends one file and shows the result itself."""
    return request.accepts("application/json") and not request.accepts("text/html")


def results_response(results: Iterable[UploadResult]) -> JsonResponse:
    """The results as upload.js reads them."""
    return JsonResponse(
        {"results": [{"name": one.name, "taken": one.taken, "sentence": one.sentence} for one in results]}
    )
