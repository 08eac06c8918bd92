"""Addresses of the room partners."""

from django.urls import path

from naru.web.partners import pages, pledges

app_name = "partners"

urlpatterns = [
    path("", pages.index, name="list"),
    path("pledges/", pledges.pledges, name="pledges"),
    path("new/", pages.draft, name="draft"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/request/", pages.request_signatures, name="request"),
    path("<int:pk>/sign/", pages.sign, name="sign"),
    path("<int:pk>/pledge/", pledges.pledge, name="pledge"),
    path("<int:pk>/end/", pages.end, name="end"),
    path("pledges/<int:pk>/keep/", pledges.keep, name="keep"),
]
