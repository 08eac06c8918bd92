"""Addresses of the room budget."""

from django.urls import path

from naru.web.budget import deeds, pages

app_name = "budget"

urlpatterns = [
    path("", pages.index, name="list"),
    path("lines/", pages.lines, name="lines"),
    path("entries/", pages.entries, name="entries"),
    path("returns/", pages.returns, name="returns"),
    path("new/", deeds.open_fund, name="open"),
    path("lines/new/", deeds.cut, name="cut"),
    path("entries/new/", deeds.enter, name="enter"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("lines/<int:pk>/", pages.line, name="line"),
]
