"""Addresses of the portal and of the platform's admin, on the public schema."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/", include("federation.api.urls")),
    path("", include("federation.portal.urls")),
]
handler404 = "federation.portal.views.page_not_found"
handler500 = "federation.portal.views.server_error"
