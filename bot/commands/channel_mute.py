"""`/scores mute 4h`, `mute until 18:00`, `mute off`: this channel is quiet for a while, and nothing is lost."""

from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from bot.blocks.rule_answer import NO_RULE, muted_answer, said_answer
from bot.commands.asker import Asker
from bot.commands.channel_rules import ChannelRules
from server.core.instants import Instant
from server.core.mute_time import mute_end
from server.core.score_question import Mute
from server.store import rules


@dataclass(frozen=True, slots=True)
class ChannelMute:
    """Mutes all rules of a channel, or lets them speak."""

    channel: ChannelRules

    async def mute(self, asked: Mute, asker: Asker) -> SlackMessage:
        end = mute_end(asked, self.channel.clock(), self.channel.timezone)
        return await self._until(end, asker)

    async def unmute(self, asker: Asker) -> SlackMessage:
        return await self._until(None, asker)

    async def _until(self, end: Instant | None, asker: Asker) -> SlackMessage:
        known = await self.channel.of(asker)
        if not known:
            return said_answer(NO_RULE)
        await self.channel.database.write(rules.mute, known, end, self.channel.clock())
        await self.channel.changed()
        return muted_answer(end, self.channel.timezone)
