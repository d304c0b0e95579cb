"""`manage.py publish_scheduled`: Wagtail's, in which one page that may not go live does not keep back the others."""

from typing import Any

from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled
from wagtail.models import Revision

from sites.publishing.gate import PublicationRefused


class Command(PublishScheduled):
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dryrun"]:
            for revision in Revision.objects.filter(approved_go_live_at__lt=timezone.now()):
                self._publish(revision)
        super().handle(*args, **options)

    def _publish(self, revision: Revision) -> None:
        """What is refused is scheduled no more: it stays a draft until somebody has mended it."""
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except PublicationRefused as refusal:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            self.stderr.write(str(refusal))
