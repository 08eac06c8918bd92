"""Addresses: the home page, what runs beside the rooms, the rooms in corridor order, and the API."""

from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from naru.config import rooms
from naru.web import guard, home, join

urlpatterns = [
    path("", home.index, name="home"),
    path("number/<str:key>/", home.number, name="number"),
    path("load/", include("naru.web.load.urls")),
    path("members/", include("naru.web.admission.urls")),
    path("join/<str:token>/", join.join, name="join"),
    path("account/second-factor/", join.second_factor, name="second_factor"),
    *[path(f"account/{address}", guard.nowhere, name=name) for address, name in guard.CLOSED],
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    *[
        path(f"{room.name}/", include(f"naru.web.{room.name}.urls"))
        for room in rooms.ROOMS
        if find_spec(f"naru.web.{room.name}.urls")
    ],
    *([path("api/", include("naru.api.urls"))] if find_spec("naru.api.urls") else []),
]

handler403 = "naru.web.home.refused"
