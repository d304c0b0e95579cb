"""PDF: its properties and the authors of its comments. Its title stays: screen readers announce it."""

from contextlib import suppress
from io import BytesIO

import pikepdf

LARGEST = 64 * 1024 * 1024
_TELLING = ("/Author", "/Subject", "/Keywords", "/Company", "/Manager", "/SourceModified")
"""Not the programs by which it was made."""
_SIGNATURES_EXIST = 1
"""The flag of a form that was signed (ISO 32000-1, 12.7.2)."""


def clean_pdf(content: bytes) -> bytes:
    """The file without these; as it is where it is signed, locked, damaged, larger than 64 MB, or tells of nobody."""
    if len(content) > LARGEST:
        return content
    with (
        suppress(pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError),
        pikepdf.open(BytesIO(content)) as pdf,
    ):
        if not _is_signed(pdf) and _forget(pdf):
            made = BytesIO()
            pdf.save(made, encryption=pdf.is_encrypted, linearize=False)
            return made.getvalue()
    return content


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    flags = int(form.get("/SigFlags", 0)) if form is not None else 0
    return bool(flags & _SIGNATURES_EXIST) or "/Perms" in pdf.Root


def _forget(pdf: pikepdf.Pdf) -> bool:
    """Whether there was anything to forget."""
    told = False
    for name in (name for name in _TELLING if name in pdf.docinfo):
        del pdf.docinfo[name]
        told = True
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
        told = True
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            if note.get("/Subtype") != "/Widget" and "/T" in note:  # of a form's field that is its name
                del note["/T"]
                told = True
    return told
