"""Taking in several files at once, and handing one out."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from sites.parties.models import PartyFile
from sites.parties.serving import file_answer


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given]


def download(file: PartyFile) -> FileResponse:
    response = file_answer(file)
    response["Cache-Control"] = "no-store, private"
    return response
