"""The bytes of a file for parties, always for saving: nothing of it is shown within the site."""

from urllib.parse import quote

from django.http import FileResponse, Http404

from sites.parties.models import PartyFile


def file_answer(file: PartyFile) -> FileResponse:
    """Raises Http404 where the storage has lost it."""
    try:
        content = file.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.title, safe='')}"
    return response
