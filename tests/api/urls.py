"""The API alone, with the sign-in it sends strangers to."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("", include("naru.web.search.urls")),
    path("desk/", include("naru.web.desk.urls")),
    path("help/", include("naru.web.help.urls")),
    path("api/", include("naru.api.urls")),
]
