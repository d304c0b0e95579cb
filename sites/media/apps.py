from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "sites.media"
    label = "court_media"
    verbose_name = "媒体"
