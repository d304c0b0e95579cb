from django.urls import path

from sites.media.views import serve_media

urlpatterns = [path("<path:path>", serve_media, name="court_media")]
