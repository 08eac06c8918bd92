"""Addresses of the room training."""

from django.urls import path

from naru.web.training import attainments, enrolments, pages, several

app_name = "training"

urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.announce, name="announce"),
    path("enrolments/", enrolments.enrolments, name="enrolments"),
    path("enrolments/several/complete/", several.complete, name="complete_several"),
    path("enrolments/<int:pk>/", enrolments.enrolment, name="enrolment"),
    path("enrolments/<int:pk>/withdraw/", enrolments.withdraw, name="withdraw"),
    path("enrolments/<int:pk>/complete/", enrolments.complete, name="complete"),
    path("learners/<int:pk>/attained/", attainments.attained, name="attained"),
    path("learners/<int:pk>/attest/", attainments.attest, name="attest"),
    path("attainments/<int:pk>/retract/", attainments.retract, name="retract"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/sign-up/", enrolments.sign_up, name="sign_up"),
    path("<int:pk>/enrol/", enrolments.enrol, name="enrol"),
    path("<int:pk>/complete/", enrolments.complete_all, name="complete_all"),
]
