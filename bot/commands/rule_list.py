"""`/scores rules`: what this channel gets; `/scores rules test …`: what it would have got."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from bot.blocks.rule_answer import not_read_answer, rules_answer, said_answer, tried_answer
from bot.commands.channel_rules import Asked, ChannelRules, typed
from server.core.rule_text import read_rule
from server.core.rules import Manner, Rule, overlaps
from server.core.score_question import NotUnderstood
from server.store import rules

TEST = "test"


@dataclass(frozen=True, slots=True)
class RuleList:
    """Lists the rules of a channel, or tries one on the latest ratings."""

    channel: ChannelRules

    async def answer(self, asked: Asked) -> SlackMessage:
        first, _, rest = typed(asked.words).partition(" ")
        if first.casefold() == TEST:
            return await self._test(asked, rest.strip())
        known = await self.channel.of(asked)
        everywhere = self.channel.book.rules.all
        return rules_answer(
            known,
            overlaps(known),
            elsewhere=[rule for rule in everywhere if rule.destination != asked.destination],
            now=self.channel.clock(),
            timezone=self.channel.timezone,
        )

    async def _test(self, asked: Asked, words: str) -> SlackMessage:
        if not words:
            return said_answer("Say what to test: /scores rules test 2, or test csat score<=2.")
        rule = self._rule(asked, words, await self.channel.of(asked))
        if isinstance(rule, NotUnderstood):
            return not_read_answer(rule, "subscribe")
        matched, of = await self.channel.database.read(rules.tried, rule)
        return tried_answer(rule, matched, of)

    def _rule(self, asked: Asked, words: str, known: Sequence[Rule]) -> Rule | NotUnderstood:
        if words.isdecimal() and 0 < int(words) <= len(known):
            return known[int(words) - 1]
        request = read_rule(words, self.channel.known())
        if isinstance(request, NotUnderstood):
            return request
        return Rule(
            id="",
            destination=asked.destination,
            trigger=request.trigger,
            filter=request.filter,
            manner=request.applied_to(Manner()),
        )
