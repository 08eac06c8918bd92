"""Addresses of the help."""

from django.urls import path

from naru.web.help import pages

app_name = "help"

urlpatterns = [
    path("", pages.index, name="index"),
    path("keys/", pages.keys, name="keys"),
    path("<slug:room>/", pages.room, name="room"),
]
