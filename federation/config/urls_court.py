"""Addresses of a court's site."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/pages/<int:page_id>/unpublish/", include("sites.publishing.withdrawal.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include("sites.media.document_urls")),
    path(f"{settings.MEDIA_URL.strip('/')}/", include("sites.media.urls")),
    path("parties/", include("sites.parties.urls")),
    path("", include("sites.pages.urls")),
    path("", include(wagtail_urls)),
]
handler404 = "sites.pages.views.page_not_found"
handler500 = "sites.pages.views.server_error"
