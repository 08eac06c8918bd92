"""Addresses of a person's own desk."""

from django.urls import path

from naru.web.desk import pages

app_name = "desk"

urlpatterns = [
    path("", pages.index, name="index"),
    path("filters/", pages.keep_filter, name="keep_filter"),
    path("filters/<int:pk>/drop/", pages.drop_filter, name="drop_filter"),
    path("columns/", pages.columns, name="columns"),
    path("digest/", pages.digest, name="digest"),
    path("digest/stop/<str:token>/", pages.stop, name="stop"),
    path("seen/", pages.seen, name="seen"),
    path("seen/again/", pages.again, name="again"),
]
