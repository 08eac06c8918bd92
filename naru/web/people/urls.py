"""Addresses of the room people."""

from django.urls import path

from naru.web.people import pages
from naru.web.people import path as walked

app_name = "people"

urlpatterns = [
    path("", pages.index, name="list"),
    path("teachers/", pages.teachers, name="teachers"),
    path("staff/", pages.staff, name="staff"),
    path("new/", pages.enter, name="enter"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/path/", walked.page, name="path"),
    path("<int:pk>/graduate/", pages.graduate, name="graduate"),
    path("<int:pk>/leave/", pages.leave, name="leave"),
]
