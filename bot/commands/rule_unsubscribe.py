"""`/scores unsubscribe 2`, `all`, or the words of a rule: they come no longer."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from bot.blocks.rule_answer import (
    DEFAULT,
    NO_RULE,
    UNSUBSCRIBE_HELP,
    not_read_answer,
    removed_answer,
    said_answer,
)
from bot.commands.asker import Asker
from bot.commands.channel_rules import ChannelRules, typed
from server.core.rule_text import read_rule
from server.core.rules import DEFAULT_ID, Rule
from server.core.score_question import NotUnderstood, Unsubscribe
from server.store import rules


@dataclass(frozen=True, slots=True)
class RuleUnsubscribe:
    """Takes rules of a channel away."""

    channel: ChannelRules

    async def answer(self, asked: Unsubscribe, asker: Asker) -> SlackMessage:
        known = await self.channel.of(asker)
        if not known:
            return said_answer(NO_RULE)
        if all(rule.id == DEFAULT_ID for rule in known):
            return said_answer(f"{DEFAULT} Make one, such as /scores subscribe negative.")
        chosen = self._chosen(typed(asked.text), known)
        if isinstance(chosen, NotUnderstood):
            return not_read_answer(chosen, "subscribe")
        chosen = [rule for rule in chosen if rule.id != DEFAULT_ID]
        if not chosen:
            return said_answer(
                f"{UNSUBSCRIBE_HELP} There are {len(known)}: /scores rules lists them."
            )
        await self.channel.database.write(rules.remove_all, chosen, self.channel.clock())
        await self.channel.changed()
        of_ratings = any(not rule.tells_scores for rule in chosen)
        default = self.channel.default_channel() if of_ratings else None
        return removed_answer(chosen, default.partition(":")[2] if default else None)

    def _chosen(self, words: str, known: Sequence[Rule]) -> Sequence[Rule] | NotUnderstood:
        if words.casefold() == "all":
            return known
        if words.isdecimal():
            return known[int(words) - 1 : int(words)] if int(words) else ()
        if not words:
            return ()
        request = read_rule(words, self.channel.known())
        if isinstance(request, NotUnderstood):
            return request
        wanted = (request.trigger, request.filter)
        return [rule for rule in known if (rule.trigger, rule.filter) == wanted]
