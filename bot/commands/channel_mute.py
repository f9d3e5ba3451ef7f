"""`/scores mute 4h`, `mute until 18:00`, `mute off`: this channel is quiet for a while, and nothing is lost."""

from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from bot.blocks.rule_answer import MUTE_HELP, NO_RULE, muted_answer, said_answer
from bot.commands.channel_rules import Asked, ChannelRules, typed
from server.core.mute_text import muted_until
from server.store import rules


@dataclass(frozen=True, slots=True)
class ChannelMute:
    """Mutes all rules of a channel."""

    channel: ChannelRules

    async def answer(self, asked: Asked) -> SlackMessage:
        now = self.channel.clock()
        ends = muted_until(typed(asked.words), now, self.channel.timezone)
        if ends is None:
            return said_answer(MUTE_HELP)
        known = await self.channel.of(asked)
        if not known:
            return said_answer(NO_RULE)
        until = ends if ends > now else None
        await self.channel.database.write(rules.mute, known, until, now)
        await self.channel.changed()
        return muted_answer(until, self.channel.timezone)
