"""The widget's own words, in every language that has a catalogue."""

from collections.abc import Mapping

from babel.messages.catalog import Catalog

ENGLISH = {
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
}


class Phrases:
    """Words by language and key; a language without a catalogue reads English."""

    def __init__(self, catalogues: Mapping[str, Catalog]) -> None:
        self._texts = {
            language: {key: _translated(catalogue, text) for key, text in ENGLISH.items()}
            for language, catalogue in catalogues.items()
        }

    def of(self, language: str) -> Mapping[str, str]:
        """Return every phrase in a language."""
        return self._texts.get(language, ENGLISH)


def _translated(catalogue: Catalog, text: str) -> str:
    message = catalogue.get(text)
    return message.string if message and isinstance(message.string, str) else text
