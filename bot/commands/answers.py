"""What is answered to everything that may be typed after `/scores`."""

from dataclasses import dataclass

from bot.blocks.score_report import help_answer, not_understood_answer
from bot.commands.answer import Answer
from bot.commands.asker import Asker
from bot.commands.channel_mute import ChannelMute
from bot.commands.channel_rules import ChannelRules
from bot.commands.question_read import QuestionReader
from bot.commands.rating_lists import RatingLists
from bot.commands.rule_list import RuleList
from bot.commands.rule_subscribe import RuleSubscribe
from bot.commands.rule_unsubscribe import RuleUnsubscribe
from bot.commands.score_answer import ScoreAnswer
from bot.commands.status_show import StatusShow
from bot.ids import CommandName
from server.core.score_question import (
    Action,
    Find,
    Help,
    Low,
    Mute,
    NotUnderstood,
    Rules,
    ScoreQuestion,
    Status,
    Subscribe,
    Unmute,
    Unsubscribe,
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Reads what was typed and has it answered."""

    reader: QuestionReader
    scores: ScoreAnswer
    lists: RatingLists
    status: StatusShow
    channel: ChannelRules

    async def answer(self, text: str, asker: Asker) -> Answer:
        """Return the answer, or help when the question cannot be understood."""
        asked = await self.reader.read(text)
        command = CommandName.SCORES.value
        match asked:
            case ScoreQuestion():
                return await self.scores.answer(asked)
            case Help():
                return Answer(help_answer(self.reader.slugs, command=command, verb=asked.verb))
            case NotUnderstood():
                return Answer(not_understood_answer(asked, command=command))
            case _:
                return await self._act(asked, asker)

    async def _act(self, asked: Action, asker: Asker) -> Answer:
        match asked:
            case Low():
                return await self.lists.low(asked, asker)
            case Find():
                return await self.lists.find(asked, asker)
            case Status():
                return await self.status.answer()
            case _:
                return await self._rule(asked, asker)

    async def _rule(
        self, asked: Mute | Unmute | Rules | Subscribe | Unsubscribe, asker: Asker
    ) -> Answer:
        match asked:
            case Mute():
                return Answer(await ChannelMute(self.channel).mute(asked, asker))
            case Unmute():
                return Answer(await ChannelMute(self.channel).unmute(asker))
            case Rules():
                return Answer(await RuleList(self.channel).answer(asked, asker))
            case Subscribe():
                return Answer(await RuleSubscribe(self.channel).answer(asked, asker))
            case Unsubscribe():
                return Answer(await RuleUnsubscribe(self.channel).answer(asked, asker))
