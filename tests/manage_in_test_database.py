"""`python -m tests.manage_in_test_database DATABASE command …`: a management command over the database of a test session."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "federation.config.settings.test"

import django
from django.conf import settings

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    settings.MEDIA_ROOT = os.environ.get("TEST_MEDIA_ROOT") or settings.MEDIA_ROOT
    django.setup()
    from django.core.management import call_command

    call_command(*sys.argv[2:])
