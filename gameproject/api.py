"""The REST root: the apps' routers are mounted here. What surrounds them is `api_front`."""

from __future__ import annotations

from ninja.openapi.docs import Swagger

from combat.api import battles, boss, run_fights
from content.api import catalogue as releases
from content.api import moderation, texts
from gameproject.api_budgets import RenewalBudget, RequestBudget, SignInBudget
from gameproject.api_front import ArtelAPI, BodyParser
from players.api import auth, catalogue, inventory, leaderboards, me, service, skills
from players.api import quests as achievements
from players.api.guards import moderator_key, player_token
from world.api import crafts, events, exchange, places, quests, runs

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
api.add_router("/skills", skills.router)
api.add_router("/inventory", inventory.router)
api.add_router("/location", places.location_router)
api.add_router("/shop", places.shop_router)
api.add_router("/gifts", exchange.gift_router)
api.add_router("/trades", exchange.router)
api.add_router("", crafts.router)
api.add_router("/quests", quests.router)
api.add_router("/achievements", achievements.router)
api.add_router("/encounters", battles.encounter_router)
api.add_router("/battles", battles.router)
api.add_router("/dungeons", runs.router)
api.add_router("/dungeons", run_fights.router)
api.add_router("/world/events", events.router)
api.add_router("/world/boss", boss.router)
api.add_router("", releases.router)
api.add_router("/texts", texts.router, auth=player_token)
api.add_router("/moderation", moderation.router, auth=moderator_key)
api.add_router("/leaderboards", leaderboards.router)
api.add_router("/catalogue", catalogue.router)
api.add_router("/catalogue", places.catalogue_router)
api.add_router("/catalogue", crafts.catalogue_router)
api.add_router("/catalogue", runs.catalogue_router)
api.add_router("/service", service.router)
