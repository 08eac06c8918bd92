"""Addresses: the home page, what runs beside the rooms, the rooms in corridor order, and the API."""

from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from naru.config import rooms
from naru.web import home

urlpatterns = [
    path("", home.index, name="home"),
    path("number/<str:key>/", home.number, name="number"),
    path("load/", include("naru.web.load.urls")),
    path("privacy/", include("naru.web.privacy.urls")),
    path("account/", include("allauth.account.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    *[
        path(f"{room.name}/", include(f"naru.web.{room.name}.urls"))
        for room in rooms.ROOMS
        if find_spec(f"naru.web.{room.name}.urls")
    ],
    *([path("api/", include("naru.api.urls"))] if find_spec("naru.api.urls") else []),
]

handler403 = "naru.web.home.refused"
