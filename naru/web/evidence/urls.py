"""Addresses of the room evidence."""

from django.urls import path

from naru.web.evidence import pages, several

app_name = "evidence"
urlpatterns = [
    path("", pages.index, name="list"),
    path("several/confirm/", several.confirm, name="confirm_several"),
    path("several/dismiss/", several.dismiss, name="dismiss_several"),
    path("compute/", pages.compute, name="compute"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/confirm/", pages.confirm, name="confirm"),
    path("<int:pk>/dismiss/", pages.dismiss, name="dismiss"),
]
