"""The API alone, with the sign-in it sends strangers to."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("api/", include("naru.api.urls")),
]
