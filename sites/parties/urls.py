"""Addresses of the room for parties, below /parties/."""

from django.urls import path

from sites.parties import views

urlpatterns = [
    path("", views.ask, name="party_ask"),
    path("code/", views.code, name="party_code"),
    path("notices/", views.notices, name="party_notices"),
    path("notices/<int:pk>/", views.notice, name="party_notice"),
    path("notices/<int:pk>/files/<int:file>/", views.file, name="party_file"),
    path("sign-out/", views.sign_out, name="party_sign_out"),
]
