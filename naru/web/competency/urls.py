"""Addresses of the room competency."""

from django.urls import path

from naru.web.competency import pages

app_name = "competency"

urlpatterns = [
    path("", pages.index, name="list"),
    path("occupations/", pages.occupations, name="occupations"),
    path("new/", pages.add, name="add"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/replace/", pages.replace, name="replace"),
]
