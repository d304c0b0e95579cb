"""Under the address and name that Wagtail gives to attachments; the form for a collection's password stays Wagtail's own."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from sites.media.views import serve_document

urlpatterns = [
    re_path(r"^(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),
    path(
        "authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
