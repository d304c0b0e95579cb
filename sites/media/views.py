"""A court's images and attachments, from wherever they lie, for those who may fetch them (`sites.media.access`)."""

from hashlib import sha256
from typing import TypeVar

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from sites.media.access import Access, access_to
from sites.media.models import CourtDocument, CourtImage, CourtRendition, ShownFile
from sites.media.visibility import CourtFile
from sites.media.wanted import PUBLIC_CACHING, document_headers, image_headers

FileAsked = TypeVar("FileAsked", CourtImage, CourtDocument)


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """An image of the court whose host was asked, in any of its sizes. 404 for anything else."""
    image, access = _fetchable(request, _image_of(path))
    return _answer(request, image, path, access, image_headers(path))


@require_safe
def serve_document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """In place of Wagtail's own view, whose hooks and signal it keeps: `before_serve_document` may answer instead."""
    found = CourtDocument.objects.select_related("collection").filter(pk=document_id).first()
    named = found if found is not None and found.filename == document_filename else None
    document, access = _fetchable(request, named)
    for before_serving in hooks.get_hooks("before_serve_document"):
        answer = before_serving(document, request)
        if isinstance(answer, HttpResponse):
            return answer
    document_served.send(sender=CourtDocument, instance=document, request=request)
    return _answer(request, document, document.file.name, access, document_headers(document))


def _image_of(path: str) -> CourtImage | None:
    """The image that is stored under a name, or from which what is stored there was made."""
    image = CourtImage.objects.select_related("collection").filter(file=path).first()
    if image is None:
        made = CourtRendition.objects.select_related("image__collection").filter(file=path).first()
        image = made.image if made else None
    return image


def _fetchable(request: HttpRequest, file: FileAsked | None) -> tuple[FileAsked, Access]:
    access = access_to(file, request)
    if file is None or access is None:
        raise Http404
    return file, access


def _answer(
    request: HttpRequest, file: CourtFile, name: str, access: Access, headers: dict[str, str]
) -> HttpResponseBase:
    etag = quote_etag(_digest(file, name)) if access is Access.ANYBODY else None
    answer = get_conditional_response(request, etag=etag) or _content(name, headers)
    if etag is not None:
        answer["ETag"] = etag
        answer["Cache-Control"] = PUBLIC_CACHING
    else:
        answer["Cache-Control"] = "private, no-store"
    return answer


def _content(name: str, headers: dict[str, str]) -> FileResponse:
    try:
        answer = FileResponse(default_storage.open(name))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, SuspiciousOperation) as error:
        raise Http404 from error
    for header, value in headers.items():
        answer[header] = value
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _digest(file: CourtFile, name: str) -> str:
    """What the content of a public file is known by: its SHA-256; of a size of an image, one of the original's and the name."""
    original = ShownFile.objects.filter(name=file.file.name).values_list("sha256", flat=True).first()
    if original and name == file.file.name:
        return original
    return sha256(f"{original or file.file_hash} {name}".encode()).hexdigest()
