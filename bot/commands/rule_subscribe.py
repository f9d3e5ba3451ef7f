"""`/scores subscribe WORDS`: ratings come to this channel from now on."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from bot.blocks.rule_answer import (
    Subscribed,
    not_read_answer,
    subscribed_answer,
)
from bot.commands.asker import Asker
from bot.commands.channel_rules import ChannelRules, typed
from server.core.rule_text import read_rule
from server.core.rules import Rule, overlaps, scores_complaint
from server.core.score_question import NotUnderstood, Subscribe
from server.store import rules


@dataclass(frozen=True, slots=True)
class RuleSubscribe:
    """Makes a rule, or changes how the ratings of one are told. Saying it twice is as good as once."""

    channel: ChannelRules

    async def answer(self, asked: Subscribe, asker: Asker) -> SlackMessage:
        request = read_rule(typed(asked.text), self.channel.known())
        if isinstance(request, NotUnderstood):
            return not_read_answer(request, "subscribe")
        if complaint := scores_complaint(
            request.trigger, request.filter, request.changes.get("digest")
        ):
            problem = NotUnderstood("scores", complaint, "csat scores digest:weekly@09:00")
            return not_read_answer(problem, "subscribe")
        database, now = self.channel.database, self.channel.clock()
        await self.channel.book.refresh()
        default = self.channel.default_channel()
        rule, is_new = await database.write(
            rules.subscribe, asker.destination, request, asker.user, now
        )
        await self.channel.changed()
        matched, of = await database.read(rules.tried, rule)
        return subscribed_answer(
            Subscribed(
                rule=rule,
                is_new=is_new,
                matched=matched,
                of=of,
                overlapping=_overlapping(await self.channel.of(asker), rule),
                is_member=await self.channel.is_member(asker.channel),
                ended_default=(
                    _channel_name(default, asker)
                    if is_new and default and not rule.tells_scores
                    else None
                ),
            )
        )


def _overlapping(known: Sequence[Rule], rule: Rule) -> list[int]:
    """Return the numbers of the rules that may take the same rating as one of them."""
    own = next((place for place, other in enumerate(known) if other.id == rule.id), None)
    pairs = [pair for pair in overlaps(known) if own in pair]
    return sorted({place + 1 for pair in pairs for place in pair if place != own})


def _channel_name(destination: str, asker: Asker) -> str:
    """Name a channel; text in an answer is literal, so Slack turns no id into a name."""
    return "It" if destination == asker.destination else destination.partition(":")[2]
