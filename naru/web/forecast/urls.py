"""Addresses of the room forecast."""

from django.urls import path

from naru.web.forecast import pages

app_name = "forecast"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.project, name="project"),
    path("<int:pk>/", pages.detail, name="detail"),
]
