"""The modal with all that a customer said."""

from dataclasses import dataclass

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.modal import Modal, one_sentence
from bot.blocks.rating_said import TITLE, rating_said
from bot.blocks.rating_words import in_words
from bot.catalogue import Surveys
from server.store import ratings
from server.store.database import Database


@dataclass(frozen=True, slots=True)
class RatingShow:
    database: Database
    surveys: Surveys

    async def fill(self, rating_id: str, args: AsyncArgs) -> Modal:
        del args
        rating = await self.database.read(ratings.by_id, rating_id)
        if rating is None:
            return one_sentence(TITLE, "That rating is no longer kept.")
        return rating_said(rating, in_words(rating, self.surveys.survey(rating.survey)))
