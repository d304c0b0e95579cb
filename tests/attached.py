"""Attachments on pages of tests, in the current schema, and the worker that reads them."""

from typing import Any

from django.core.files.base import ContentFile
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Collection

from sites.media.models import CourtDocument
from sites.pages.models import ArticlePage
from sites.publishing import tasks
from sites.publishing.answers.checking import unanswered
from sites.publishing.answers.inside_files import UNREAD
from sites.publishing.answers.models import Answer
from sites.publishing.jobs import READ_ATTACHMENT
from tests.pages import column


def upload(name: str, content: bytes, *, title: str = "", collection: Collection | None = None) -> CourtDocument:
    document = CourtDocument(title=title or name, collection=collection or Collection.get_first_root_node())
    document.file.save(name, ContentFile(content), save=False)
    document.file_size = len(content)
    document.save()
    return document


def publish_with(*documents: CourtDocument, title: str = "通知", **fields: Any) -> ArticlePage:
    """A live article that offers the documents in blocks of their own."""
    body = [{"type": "attachment", "value": {"document": each.pk, "title": ""}} for each in documents]
    article = column().add_child(instance=ArticlePage(title=title, body=body, live=False, **fields))
    revision = article.save_revision()
    answer_unread(article)
    revision.publish()
    article.refresh_from_db()
    return article


def answer_unread(article: ArticlePage) -> None:
    """Somebody has looked into the files that no program can read."""
    for each in unanswered(article):
        assert each.check == UNREAD
        Answer.objects.create(page=article, fingerprint=each.fingerprint, check_name=each.check, reason="已人工核对")


def queued() -> list[dict[str, str]]:
    """What waits for a worker, of every court: schema and hash of the file."""
    jobs = ProcrastinateJob.objects.filter(task_name=READ_ATTACHMENT, status="todo").order_by("pk")
    return [job.args for job in jobs]


def read_queued() -> None:
    """What a worker does, here and now, within the test's transaction; the connection stands where it stood."""
    while orders := queued():
        ProcrastinateJob.objects.filter(task_name=READ_ATTACHMENT, args=orders[0])._raw_delete("default")
        tasks.read_attachment(**orders[0])
