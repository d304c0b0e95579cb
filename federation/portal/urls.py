"""Addresses of the portal."""

from django.urls import path

from federation.portal import views
from federation.portal.preferences import keep_preferences

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.results, name="search"),
    path("courts/", views.directory, name="courts"),
    path("courts/<str:code>/", views.court, name="court"),
    path("-/preferences", keep_preferences, name="preferences"),
    path("robots.txt", views.robots, name="robots"),
]
