"""Addresses of a court's site that no page of its tree stands at."""

from django.urls import path

from federation.portal.preferences import keep_preferences
from sites.pages import views

urlpatterns = [
    path("sitemap/", views.site_map, name="site_map"),
    path("disclosure-catalogue/", views.disclosure_catalogue, name="disclosure_catalogue"),
    path("sitemap.xml", views.site_map_xml, name="site_map_xml"),
    path("robots.txt", views.robots, name="robots"),
    path("-/preferences", keep_preferences, name="preferences"),
]
