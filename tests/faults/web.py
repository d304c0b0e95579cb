"""`TEST_DATABASE=… gunicorn tests.faults.web`: the platform's own web process, over the database of a test session."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "federation.config.settings.test"

from django.conf import settings

settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]

from federation.config.wsgi import application  # noqa: E402
from sites.publishing.review import releasing  # noqa: E402

# Every text counts as released: the review has tests of its own, and here it would only slow down the publishing.
releasing.is_released = lambda *_page, **_to: True

__all__ = ["application"]
