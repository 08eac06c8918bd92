"""Addresses of the room demand."""

from django.urls import path

from naru.web.demand import pages

app_name = "demand"

urlpatterns = [
    path("", pages.index, name="list"),
    path("signals/", pages.signals, name="signals"),
    path("new/", pages.state, name="state"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/revise/", pages.revise, name="revise"),
]
