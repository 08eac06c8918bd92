"""Addresses of searching everywhere."""

from django.urls import path

from naru.web.search import pages

app_name = "search"

urlpatterns = [
    path("search/", pages.index, name="index"),
    path("organisations/<int:pk>/", pages.organisation, name="organisation"),
]
