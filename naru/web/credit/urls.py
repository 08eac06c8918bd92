"""Addresses of the room credit."""

from django.urls import path

from naru.web.credit import pages

app_name = "credit"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.register, name="register"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/complete/", pages.complete, name="complete"),
    path("<int:pk>/award/", pages.award, name="award"),
    path("<int:pk>/refuse/", pages.refuse, name="refuse"),
]
