"""The REST root: the apps' routers are mounted here. What surrounds them is `api_front`."""

from __future__ import annotations

from ninja.openapi.docs import Swagger

from combat.api import battles
from content import api as content_api
from gameproject.api_budgets import RenewalBudget, RequestBudget, SignInBudget
from gameproject.api_front import ArtelAPI, BodyParser
from players.api import auth, catalogue, inventory, me, service
from world.api import places

DESCRIPTION = """
Play Artel from your own program. Every "no" is a problem document (RFC 9457) with a stable `code`; every write
takes an `Idempotency-Key`; every thing you act on has a `version` that you may send back.
"""

api = ArtelAPI(
    title="Artel",
    version="1",
    description=DESCRIPTION.strip(),
    docs=Swagger(settings={"persistAuthorization": True}),
    docs_url="/docs",
    openapi_url="/openapi.json",
    parser=BodyParser(),
    throttle=[RequestBudget()],
)
api.add_router("/auth", auth.entrance, throttle=[SignInBudget()])
api.add_router("/auth", auth.renewal, throttle=[RenewalBudget()])
api.add_router("/auth", auth.router)
api.add_router("", me.router)
api.add_router("/inventory", inventory.router)
api.add_router("/location", places.location_router)
api.add_router("/shop", places.shop_router)
api.add_router("/encounters", battles.encounter_router)
api.add_router("/battles", battles.router)
api.add_router("", content_api.router)
api.add_router("/catalogue", catalogue.router)
api.add_router("/catalogue", places.catalogue_router)
api.add_router("/service", service.router)
