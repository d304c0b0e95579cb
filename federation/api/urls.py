"""Addresses of the API."""

from django.urls import path

from federation.api import views

app_name = "api"
urlpatterns = [path("search", views.search, name="search")]
