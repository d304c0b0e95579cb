"""A court's images, from wherever they lie. Attachments go through Wagtail's own document view, which asks for permission."""

import mimetypes

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

SHOWN_IN_THE_BROWSER = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"}
PUBLIC_FOLDERS = ("images/", "original_images/")
ONE_DAY = 24 * 60 * 60


@require_safe
def serve_media(request: HttpRequest, path: str) -> FileResponse:
    """An image of the court whose host was asked. 404 for anything else, and for other courts' files."""
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(
        open_file(path), content_type=content_type, as_attachment=content_type not in SHOWN_IN_THE_BROWSER
    )
    response["Cache-Control"] = f"public, max-age={ONE_DAY}"
    return response


def open_file(path: str) -> File:
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    try:
        return default_storage.open(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, SuspiciousOperation) as error:
        raise Http404 from error
