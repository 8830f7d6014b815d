"""What comes to a player without being gained may be the last that a quest wants brought."""

from __future__ import annotations

from common.events import subscriber
from content.release import release_catalogue
from players.state.ledger import asset_item
from players.state.tallies import things_came
from world.events import ActivityFinished, RecipeCrafted, ThingGiven, TradeEnded
from world.models import ActivityRun, Trade
from world.rules.activities import ActivityKind
from world.rules.crafts import RecipeSpec


@subscriber(ThingGiven)
def look_at_gift(event: ThingGiven) -> None:
    if asset_item(event.asset) is not None:
        things_came(event.to_id, [event.item])


@subscriber(TradeEnded)
def look_at_trade(event: TradeEnded) -> None:
    row = Trade.objects.filter(pk=event.trade_id, state=Trade.State.DONE).first()
    if row is None:
        return
    things_came(row.opener_id, _items(row.partner_goods))
    things_came(row.partner_id, _items(row.opener_goods))


def _items(goods: list[tuple[str, int]]) -> list[str]:
    return [item for asset, _amount in goods if (item := asset_item(asset)) is not None]


@subscriber(RecipeCrafted)
def look_at_returned(event: RecipeCrafted) -> None:
    """What a failed attempt gave back."""
    if event.failed:
        things_came(event.player_id, [item for item, _amount in event.items])


@subscriber(ActivityFinished)
def look_at_unused(event: ActivityFinished) -> None:
    """The ingredients of what was not made after all."""
    if event.kind != ActivityKind.CRAFT or not event.stopped:
        return
    run = ActivityRun.objects.filter(pk=event.activity_id).first()
    recipe = release_catalogue(run.release_id).find(RecipeSpec, run.subject) if run is not None else None
    if recipe is not None:
        things_came(event.player_id, [part.item for part in recipe.inputs])
