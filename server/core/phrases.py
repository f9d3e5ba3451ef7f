"""The words around every survey, in every language that has a catalogue."""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Final, NamedTuple

from server.core.bands import Band

WIDGET: Final = {
    "send": "Send",
    "sent": "Sent. Thank you!",
    "close": "Close",
    "change": "Change my answer",
    "comment": "Your comment",
    "optional": "optional",
    "waiting": "Kept safe. We will send it when you are online again.",
    "failed": "This could not be sent.",
    "try_again": "Try again",
    "closed": "This question is closed. Thank you for wanting to answer.",
    "reasons": "What was it about?",
    "one_more": "Thank you! One more question.",
    "skip": "Skip",
}
"""What the widget says, wherever it stands."""

PAGE: Final = {
    "language": "Language",
    "you_chose": "You chose",
    "start_over": "Start over",
    "scan": "Point the camera of your phone here",
    "answered": "You have answered this already. Thank you!",
    "expired": "The time to answer this is over. Thank you for wanting to.",
    "broken_link": "This link is not whole. Please open it from your e-mail once more.",
    "do_not_ask": "Do not ask me again",
    "not_asked": "We will not ask you again.",
    "ask_again": "You may ask me again",
    "may_ask": "Thank you. We may ask you again.",
    "nothing_here": "There is nothing to answer at this address.",
    "trouble": "Something went wrong here. Please try again.",
    "too_often": "That was too often. Please wait a minute and try again.",
}
"""What the survey's own page says beside it."""

COUNTDOWN: Final = ("This starts over in {n} second.", "This starts over in {n} seconds.")
"""What a kiosk says while it waits, for one and for many."""

REPLY: Final = {
    "subject": "About your feedback",
    "hello": "Hello,",
    "hello_name": "Hello {name},",
    "positive": (
        "Thank you for your feedback! We are glad that we could help."
        " If there is anything else, just reply to this e-mail."
    ),
    "neutral": (
        "Thank you for your feedback. What could we have done better?"
        " One line in reply is enough, and a person will read it."
    ),
    "negative": (
        "We are sorry that this did not go well, and thank you for telling us."
        " We would like to put it right: just reply to this e-mail and tell us what would help."
    ),
    "regards": "Kind regards,",
}
"""What a reply to a customer begins as; an agent makes it their own before it is sent."""

ENGLISH: Final = WIDGET | PAGE | REPLY


class Draft(NamedTuple):
    """The beginning of a reply to a customer."""

    subject: str
    body: str


class Phrases:
    """Words by language and key; a language without a catalogue reads English."""

    def __init__(self, translations: Mapping[str, NullTranslations]) -> None:
        self._translations = translations
        self._widget = {language: self._all(language, WIDGET) for language in translations}
        self._page = {language: self._all(language, PAGE) for language in translations}

    def of(self, language: str) -> Mapping[str, str]:
        """Return what the widget says in a language."""
        return self._widget.get(language, WIDGET)

    def page(self, language: str) -> Mapping[str, str]:
        """Return what the page says beside it."""
        return self._page.get(language, PAGE)

    def countdown(self, language: str, seconds: int) -> str:
        """Say in how many seconds a kiosk starts over."""
        translation = self._translations.get(language) or NullTranslations()
        return translation.ngettext(*COUNTDOWN, seconds).replace("{n}", f"{seconds}")

    def reply(self, language: str, band: Band, *, customer: str, agent: str) -> Draft:
        """Return a short kind reply to a rating; either name may be empty."""
        known = language if language in self._translations else language.partition("-")[0]
        translate = (self._translations.get(known) or NullTranslations()).gettext
        hello = translate(REPLY["hello_name"]) if customer else translate(REPLY["hello"])
        body = "\n\n".join(
            (
                hello.replace("{name}", customer),
                translate(REPLY[band.value]),
                f"{translate(REPLY['regards'])}\n{agent}".rstrip(),
            )
        )
        return Draft(translate(REPLY["subject"]), body)

    def _all(self, language: str, phrases: Mapping[str, str]) -> dict[str, str]:
        translate = self._translations[language].gettext
        return {key: translate(text) for key, text in phrases.items()}
