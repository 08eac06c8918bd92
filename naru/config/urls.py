"""Addresses: the home page, what runs beside the rooms, the rooms in corridor order, and the API."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from naru.config import rooms
from naru.web import guard, join
from naru.web.gallery import pages as gallery
from naru.web.home import pages as home
from naru.web.number import pages as number

urlpatterns = [
    path("", home.index, name="home"),
    path("changes/", home.changes, name="changes"),
    path("cycle/", number.cycle, name="cycle"),
    path("number/<str:key>/", number.number, name="number"),
    path("number/<str:key>/cite/", number.cite, name="cite"),
    path("citation/<str:citation>/", number.citation, name="citation"),
    path("load/", include("naru.web.load.urls")),
    path("members/", include("naru.web.admission.urls")),
    path("join/<str:token>/", join.join, name="join"),
    path("account/second-factor/", join.second_factor, name="second_factor"),
    *[path(f"account/{address}", guard.nowhere, name=name) for address, name in guard.CLOSED],
    path("", include("naru.web.search.urls")),
    path("desk/", include("naru.web.desk.urls")),
    path("help/", include("naru.web.help.urls")),
    path("privacy/", include("naru.web.privacy.urls")),
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
    *([path("gallery/", gallery.index, name="gallery")] if settings.DEBUG else []),
]

handler403 = "naru.web.home.pages.refused"
