"""Addresses of the portal."""

from django.urls import path

from federation.portal import views
from federation.portal.counting import opened
from federation.portal.preferences import keep_preferences
from federation.portal.suggesting import suggest

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.results, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("courts/", views.directory, name="courts"),
    path("courts/<str:code>/", views.court, name="court"),
    path("-/opened", opened, name="opened"),
    path("-/preferences", keep_preferences, name="preferences"),
    path("robots.txt", views.robots, name="robots"),
]
