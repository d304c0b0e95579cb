"""Pictures and attachments for tests, in the current schema, and pages that refer to them."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from sites.media import tasks
from sites.media.jobs import QUEUE
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage
from tests.attached import upload
from tests.pages import column


def png(colour: str = "navy") -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "PNG")
    return file.getvalue()


def new_image(name: str = "seal.png", colour: str = "navy", **fields: Any) -> CourtImage:
    return CourtImage.objects.create(title=name, file=ContentFile(png(colour), name), **fields)


def new_document(name: str = "form.txt", content: bytes = b"form", **fields: Any) -> CourtDocument:
    return upload(name, content, **fields)


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def shown(file: CourtImage | CourtDocument) -> dict[str, Any]:
    """A block of its own for a file."""
    if isinstance(file, CourtImage):
        return block("picture", {"image": file.pk, "caption": ""})
    return block("attachment", {"document": file.pk, "title": ""})


def draft_with(*blocks: dict[str, Any], title: str = "通知", parent: Any = None, **fields: Any) -> ArticlePage:
    return (parent or column()).add_child(instance=ArticlePage(title=title, body=list(blocks), live=False, **fields))


def publish_blocks(*blocks: dict[str, Any], **fields: Any) -> ArticlePage:
    article = draft_with(*blocks, **fields)
    article.save_revision().publish()
    article.refresh_from_db()
    return article


def place_queued() -> None:
    """What a worker does with the copies that wait for it, here and now, within the test's transaction."""
    jobs = ProcrastinateJob.objects.filter(queue_name=QUEUE, status="todo")
    while job := jobs.order_by("pk").first():
        jobs.filter(pk=job.pk)._raw_delete("default")
        getattr(tasks, job.task_name.rpartition(".")[2])(**job.args)
