"""`/scores rules`: what this channel gets; `/scores rules test …`: what it would have got."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from bot.blocks.rule_answer import not_read_answer, rules_answer, said_answer, tried_answer
from bot.commands.asker import Asker
from bot.commands.channel_rules import ChannelRules, typed
from server.core.rule_text import read_rule
from server.core.rules import Manner, Rule, overlaps
from server.core.score_question import NotUnderstood, Rules
from server.store import rules


@dataclass(frozen=True, slots=True)
class RuleList:
    """Lists the rules of a channel, or tries one on the latest ratings."""

    channel: ChannelRules

    async def answer(self, asked: Rules, asker: Asker) -> SlackMessage:
        if asked.test is not None:
            return await self._test(asker, typed(asked.test))
        known = await self.channel.of(asker)
        everywhere = self.channel.book.rules.all
        return rules_answer(
            known,
            overlaps(known),
            elsewhere=[rule for rule in everywhere if rule.destination != asker.destination],
            now=self.channel.clock(),
            timezone=self.channel.timezone,
        )

    async def _test(self, asker: Asker, words: str) -> SlackMessage:
        if not words:
            return said_answer("Say what to test: /scores rules test 2, or test csat score<=2.")
        rule = self._rule(asker, words, await self.channel.of(asker))
        if isinstance(rule, NotUnderstood):
            return not_read_answer(rule, "subscribe")
        matched, of = await self.channel.database.read(rules.tried, rule)
        return tried_answer(rule, matched, of)

    def _rule(self, asker: Asker, words: str, known: Sequence[Rule]) -> Rule | NotUnderstood:
        if words.isdecimal() and 0 < int(words) <= len(known):
            return known[int(words) - 1]
        request = read_rule(words, self.channel.known())
        if isinstance(request, NotUnderstood):
            return request
        return Rule(
            id="",
            destination=asker.destination,
            trigger=request.trigger,
            filter=request.filter,
            manner=request.applied_to(Manner()),
        )
