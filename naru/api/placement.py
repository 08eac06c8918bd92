"""The room placement: openings and their firms, applications, rounds, employment."""

from ninja import Router

from naru.api import applications, firms, openings, placements, rounds

router = Router(tags=["placement"])
for each in (openings, applications, placements, firms, rounds):
    router.add_router("", each.router)
