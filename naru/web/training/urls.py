"""Addresses of the room training."""

from django.urls import path

from naru.web.training import pages, several

app_name = "training"

urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.announce, name="announce"),
    path("enrolments/", pages.enrolments, name="enrolments"),
    path("enrolments/several/complete/", several.complete, name="complete_several"),
    path("enrolments/<int:pk>/", pages.enrolment, name="enrolment"),
    path("enrolments/<int:pk>/withdraw/", pages.withdraw, name="withdraw"),
    path("enrolments/<int:pk>/complete/", pages.complete, name="complete"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/sign-up/", pages.sign_up, name="sign_up"),
    path("<int:pk>/enrol/", pages.enrol, name="enrol"),
    path("<int:pk>/complete/", pages.complete_all, name="complete_all"),
]
