"""Checks of where files lie: each names the variable and the mend."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def check_public_files_have_a_bucket(app_configs: Any, **kwargs: Any) -> list[Warning]:
    if not settings.MEDIA_BUCKET or settings.MEDIA_PUBLIC_BUCKET not in ("", settings.MEDIA_BUCKET):
        return []
    return [
        Warning(
            "Private files and copies of public ones lie in one bucket, MEDIA_BUCKET: a policy that opens too much opens all.",
            hint="Set MEDIA_PUBLIC_BUCKET to a bucket of its own, and give web servers and CDNs access to that alone.",
            id="federation.W003",
        )
    ]
