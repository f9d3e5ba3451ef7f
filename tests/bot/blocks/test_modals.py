"""Every modal the bot can open."""

import pytest

from bot.blocks.modal import Modal, one_sentence
from bot.blocks.rating_said import rating_said
from bot.blocks.rating_words import Answered, RatingWords
from bot.blocks.reply_form import reply_elsewhere, reply_form, reply_not_there
from server.core.bands import Band
from server.core.phrases import Draft, Phrases
from server.core.ratings import Customer
from server.locale import languages, load_translations
from tests.bot.block_limits import check_modal
from tests.bot.blocks.hostile import HOSTILE
from tests.bot.blocks.ratings import rating
from tests.bot.stage import text_of

DRAFT = Draft("About your feedback", "Hello Jaan,\n\nThank you & <sorry>.\n\nMari")
NONE = RatingWords()


def text(modal: Modal) -> str:
    check_modal(modal)
    return text_of(modal.blocks)


def test_it_shows_all_of_a_long_comment() -> None:
    comment = "õ" * 9_999 + "end"
    said = RatingWords(("Speed",), (Answered("Is it solved?", "No"),))
    shown = text(rating_said(rating(comment=comment), said))
    assert shown.count("õ") == 9_999
    assert "end" in shown
    assert "Speed" in shown
    assert "Is it solved?" in shown


def test_it_opens_a_form_with_a_draft() -> None:
    modal = reply_form(rating(comment="Slow"), DRAFT, "help@kadaka.example")
    assert "To jaan@example.com, from help@kadaka.example" in text(modal)
    view = modal.view()
    [field] = [block for block in view["blocks"] if block["type"] == "input"]
    assert field["element"]["initial_value"] == DRAFT.body
    assert view["private_metadata"] == rating().id
    assert view["submit"]["text"] == "Send"


def test_it_offers_the_agents_own_e_mail_when_none_can_be_sent_from_here() -> None:
    url = "https://chat.example/1042?a=1&b=2"
    shown = text(reply_elsewhere(rating(conversation=url), DRAFT))
    assert "<mailto:jaan@example.com?subject=About%20your%20feedback&amp;body=Hello" in shown
    assert "<https://chat.example/1042?a=1&amp;b=2|Open the conversation>" in shown
    assert "Thank you & <sorry>." in shown


def test_it_has_a_draft_to_copy_when_no_address_is_known() -> None:
    shown = text(reply_elsewhere(rating(customer=Customer(name="Jaan")), DRAFT))
    assert "No e-mail address is known" in shown
    assert "Thank you & <sorry>." in shown


def test_it_says_that_a_rating_is_gone() -> None:
    assert "no longer kept" in text(reply_not_there())
    assert "One moment" in text(one_sentence("Reply", "One moment…"))


@pytest.mark.parametrize("language", ["en", *languages()])
@pytest.mark.parametrize("band", Band)
def test_it_drafts_in_every_language_within_limits(language: str, band: Band) -> None:
    phrases = Phrases(load_translations([language]))
    draft = phrases.reply(language, band, customer="Ā" * 80, agent="Ž" * 80)
    assert "Ā" * 80 in draft.body
    assert draft.body.endswith("Ž" * 80)
    assert "mailto:" in text(reply_elsewhere(rating(), draft))
    text(reply_form(rating(), draft, "help@kadaka.example"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_it_stays_within_limits_and_harmless(hostile: str) -> None:
    said = RatingWords((hostile,) * 50, (Answered(hostile, hostile),) * 20)
    bad = rating(
        comment=hostile,
        conversation=hostile,
        agent_name=hostile,
        customer=Customer(hostile, hostile, hostile),
    )
    draft = Draft(hostile, hostile)
    modals = (rating_said(bad, said), reply_form(bad, draft, hostile), reply_elsewhere(bad, draft))
    for modal in modals:
        assert "\u202e" not in text(modal)
        for block in modal.blocks:
            if block["type"] == "section":
                assert "<!" not in block["text"]["text"]
                assert "<@" not in block["text"]["text"]
