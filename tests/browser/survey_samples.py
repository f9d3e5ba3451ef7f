"""Surveys as the widget receives them: each style, a text from the right, and names that are far too long."""

from typing import Any

Survey = dict[str, Any]

FOLLOW_UP = {
    "positive": {
        "prompt": "What went well?",
        "reasons": [
            {"key": "speed", "label": "Speed"},
            {"key": "kindness", "label": "Friendliness"},
            {"key": "knowledge", "label": "Knowledge"},
            {"key": "solution", "label": "The solution"},
        ],
    },
    "neutral": {
        "prompt": "What could have been better?",
        "reasons": [
            {"key": "speed", "label": "Speed"},
            {"key": "clarity", "label": "Clearer answers"},
        ],
    },
    "negative": {
        "prompt": "What went wrong?",
        "reasons": [
            {"key": "speed", "label": "Too slow"},
            {"key": "unsolved", "label": "Not solved"},
            {"key": "kindness", "label": "Unfriendly"},
        ],
    },
}
THANKS = {
    "positive": "Thank you! Lovely to hear.",
    "neutral": "Thank you for telling us.",
    "negative": "Thank you for being honest. We are sorry.",
}
TEXTS = {
    "send": "Send",
    "sent": "Got it. Every word will be read.",
    "close": "Close",
    "change": "Change",
    "comment": "Your comment",
    "optional": "optional",
    "waiting": "Kept. We will send it when you are back online.",
    "failed": "That did not reach us.",
    "try_again": "Try again",
    "closed": "This survey is closed. Thank you all the same.",
}


def survey(
    slug: str,
    style: str,
    question: str,
    scores: list[int],
    *,
    labels: list[str] | None = None,
    bands: list[str] | None = None,
    ends: tuple[str, str] = ("", ""),
) -> Survey:
    names = labels or [str(score) for score in scores]
    rows = zip(scores, names, bands or thirds(len(scores)), strict=True)
    return {
        "survey": slug,
        "version": 1,
        "metric": slug,
        "language": "en",
        "direction": "ltr",
        "question": question,
        "style": style,
        "low": ends[0],
        "high": ends[1],
        "choices": [{"score": s, "label": name, "band": band} for s, name, band in rows],
        "follow_up": FOLLOW_UP,
        "thanks": THANKS,
        "texts": TEXTS,
        "theme": {"mode": "auto", "accent": None, "radius": None},
    }


def thirds(count: int) -> list[str]:
    """Bands for a scale: the middle one of an odd number is neutral."""
    bad, middle = count // 2, count % 2
    return ["negative"] * bad + ["neutral"] * middle + ["positive"] * bad


FIVE = ["Very bad", "Bad", "Okay", "Good", "Very good"]
CSAT = survey("csat", "smileys", "How did Mari do today?", [1, 2, 3, 4, 5], labels=FIVE)

SURVEYS: dict[str, Survey] = {
    "csat": CSAT,
    "csat2": survey("csat2", "thumbs", "Did that help?", [1, 2], labels=["No", "Yes"]),
    "csat3": survey("csat3", "smileys", "How was it?", [1, 2, 3], labels=["Bad", "Okay", "Good"]),
    "stars": survey("stars", "stars", "How did Mari do today?", [1, 2, 3, 4, 5], labels=FIVE),
    "ces": survey(
        "ces",
        "numbers",
        "Kadaka Pood made it easy for me to handle my issue.",
        [1, 2, 3, 4, 5, 6, 7],
        ends=("Strongly disagree", "Strongly agree"),
    ),
    "nps": survey(
        "nps",
        "numbers",
        "How likely are you to recommend Kadaka Pood to a friend or colleague?",
        list(range(11)),
        bands=["negative"] * 7 + ["neutral"] * 2 + ["positive"] * 2,
        ends=("Not at all likely", "Extremely likely"),
    ),
    "pmf": survey(
        "pmf",
        "labels",
        "How would you feel if you could no longer use Kadaka?",
        [1, 2, 3],
        labels=["Not disappointed", "Somewhat disappointed", "Very disappointed"],
    ),
    "rtl": CSAT
    | {
        "survey": "rtl",
        "language": "ar",
        "direction": "rtl",
        "question": "كيف كانت المحادثة مع ماري؟",
        "choices": [
            {**choice, "label": label}
            for choice, label in zip(
                CSAT["choices"], ["سيئة جدا", "سيئة", "مقبولة", "جيدة", "ممتازة"], strict=True
            )
        ],
    },
    "long": CSAT
    | {
        "survey": "long",
        "question": "How did Wilhelmina-Konstantinopolitana "
        "Lopadotemachoselachogaleokranioleipsanodrimhypotrimmatopoulou "
        "of the Department for Exceptionally Complicated Returns do today?",
        "choices": [
            {**choice, "label": label}
            for choice, label in zip(
                CSAT["choices"],
                [
                    "Äärimmäisen epätyydyttävä",
                    "Epätyydyttävä",
                    "Keskinkertainen",
                    "Tyydyttävä",
                    "Erinomaisen hyvä",
                ],
                strict=True,
            )
        ],
    },
    "branded": CSAT
    | {"survey": "branded", "theme": {"mode": "dark", "accent": "#ffb454", "radius": 4}},
}
