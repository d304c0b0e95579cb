import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.base")
application = get_wsgi_application()

from search.query.remembering import keep_fresh  # noqa: E402  # after the applications are there

keep_fresh([import_string(name) for name in settings.KEPT_FRESH])
