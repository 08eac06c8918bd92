"""The one door for programs: /api/, with its description at /api/docs."""

from functools import cached_property
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import NinjaAPI, Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.security import django_auth
from ninja.throttling import SimpleRateThrottle

from naru.api import consent, curriculum_plans, cycle, faults, links, postings, surveys
from naru.config import rooms


class Calls(SimpleRateThrottle):
    """So many calls a minute for each person, for strangers for each address; counted in this process."""

    cache: BaseCache = caches["process"]  # type: ignore[assignment]
    scope = "calls"

    def get_cache_key(self, request: HttpRequest) -> str:
        user = request.user
        return f"calls:{user.pk if user.is_authenticated else self.get_ident(request)}"


class Door(NinjaAPI):
    """Ninja's door, whose description is drawn once for each language: it takes a second, and changes with a release."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        drawn = super().get_openapi_schema
        if path_params:
            return drawn(path_prefix=path_prefix, path_params=path_params)
        path_prefix = self.get_root_path({}) if path_prefix is None else path_prefix
        asked = (get_language(), path_prefix)
        if asked not in self._drawn:
            self._drawn[asked] = drawn(path_prefix=path_prefix)
        return self._drawn[asked]

    @cached_property
    def _drawn(self) -> dict[tuple[str | None, str], OpenAPISchema]:
        return {}


api = Door(
    title="Naru",
    version="1",
    docs_url="/docs",
    openapi_url="/openapi.json",
    # Swagger's own scripts come from ninja's static files; its online validator would send the schema elsewhere.
    docs=Swagger(settings={"validatorUrl": None}),
    auth=django_auth,
    throttle=Calls(settings.API_RATE),
)
faults.open_ears(api)
api.add_router("/cycle", cycle.router)
for _room in rooms.NAMES:
    api.add_router(f"/{_room}", import_module(f"naru.api.{_room}").router)
api.add_router("/people", consent.router)
api.add_router("/curriculum", curriculum_plans.router)
api.add_router("/competency", links.router)
api.add_router("/demand/postings", postings.router)
api.add_router("/demand/surveys", surveys.router)
