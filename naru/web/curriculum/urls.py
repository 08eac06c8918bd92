"""Addresses of the room curriculum."""

from django.urls import path

from naru.web.curriculum import pages

app_name = "curriculum"

urlpatterns = [
    path("", pages.index, name="list"),
    path("courses/", pages.courses, name="courses"),
    path("coverage/", pages.coverage, name="coverage"),
    path("new/", pages.department, name="department"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/state/", pages.state, name="state"),
    path("<int:pk>/seats/", pages.seats, name="seats"),
    path("<int:pk>/course/", pages.course, name="course"),
]
