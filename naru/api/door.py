"""The one door for programs: /api/, with its description at /api/docs."""

from importlib import import_module

from ninja import NinjaAPI, Swagger
from ninja.security import django_auth

from naru.api import consent, cycle, faults
from naru.config import rooms

api = NinjaAPI(
    title="Naru",
    version="1",
    docs_url="/docs",
    openapi_url="/openapi.json",
    # Swagger's own scripts come from ninja's static files; its online validator would send the schema elsewhere.
    docs=Swagger(settings={"validatorUrl": None}),
    auth=django_auth,
)
faults.open_ears(api)
api.add_router("/cycle", cycle.router)
for _room in rooms.NAMES:
    api.add_router(f"/{_room}", import_module(f"naru.api.{_room}").router)
api.add_router("/people", consent.router)
