"""Addresses of the room placement."""

from django.urls import path

from naru.web.placement import pages, several

app_name = "placement"

urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.draft, name="draft"),
    path("several/publish/", several.publish, name="publish_several"),
    path("several/close/", several.close, name="close_several"),
    path("several/reopen/", several.reopen, name="reopen_several"),
    path("applications/", pages.applications, name="applications"),
    path("applications/<int:pk>/", pages.application, name="application"),
    path("applications/<int:pk>/offer/", pages.offer, name="offer"),
    path("applications/<int:pk>/refuse/", pages.refuse, name="refuse"),
    path("applications/<int:pk>/accept/", pages.accept, name="accept"),
    path("applications/<int:pk>/decline/", pages.decline, name="decline"),
    path("applications/<int:pk>/withdraw/", pages.withdraw, name="withdraw"),
    path("placements/", pages.placements, name="placements"),
    path("placements/<int:pk>/", pages.placement, name="placement"),
    path("placements/<int:pk>/end/", pages.end, name="end"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/publish/", pages.publish, name="publish"),
    path("<int:pk>/close/", pages.close, name="close"),
    path("<int:pk>/apply/", pages.apply, name="apply"),
]
