"""Addresses of the portal and of the platform's admin, on the public schema."""

from django.urls import include, path
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("-/language", set_language, name="set_language"),
    path("", include("federation.portal.urls")),
]
handler404 = "federation.portal.views.page_not_found"
handler500 = "federation.portal.views.server_error"
