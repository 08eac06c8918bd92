"""Addresses of the room outcome."""

from django.urls import path

from naru.web.outcome import pages

app_name = "outcome"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.observe, name="observe"),
    path("<int:pk>/", pages.detail, name="detail"),
]
