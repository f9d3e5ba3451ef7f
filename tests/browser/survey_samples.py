"""Surveys as the widget receives them: each style, a text from the right, and names that are far too long."""

from typing import Any

Survey = dict[str, Any]


def asked(
    key: str,
    ask: str,
    *options: tuple[str | int, str],
    many: bool = False,
    ends: tuple[str, str] = ("", ""),
) -> dict[str, Any]:
    """A question of a follow-up; without options a box to write in."""
    chips = [{"key": option, "label": label} for option, label in options]
    low, high = ends
    return {"key": key, "ask": ask, "many": many, "options": chips, "low": low, "high": high}


def reasons(*options: tuple[str, str]) -> dict[str, Any]:
    return asked("reasons", "What was it about?", *options, many=True)


COMMENT = asked("comment", "Your comment")
SOLVED = asked("solved", "Is it solved now?", ("yes", "Yes"), ("partly", "Partly"), ("no", "No"))
CHANNELS = asked(
    "channels", "Where did you look first?", ("chat", "Chat"), ("phone", "Phone"), many=True
)
REACH = asked(
    "reach",
    "How easy was it to reach us?",
    *((score, str(score)) for score in range(1, 6)),
    ends=("Very hard", "Very easy"),
)
WISH = asked("wish", "What should we keep?")
REVIEW = {"url": "https://reviews.example/kadaka", "label": "Write a review"}
BOARD = {"url": "https://kadaka.example/ideas", "label": "See our ideas board"}


def band(
    thanks: str, prompt: str, *questions: dict[str, Any], links: tuple[Any, ...] = ()
) -> dict[str, Any]:
    return {"thanks": thanks, "prompt": prompt, "questions": [*questions], "links": [*links]}


FOLLOW_UP = {
    "positive": band(
        "Thank you! Lovely to hear.",
        "What went well?",
        reasons(
            ("speed", "Speed"),
            ("kindness", "Friendliness"),
            ("knowledge", "Knowledge"),
            ("solution", "The solution"),
        ),
        COMMENT,
    ),
    "neutral": band(
        "Thank you for telling us.",
        "What could have been better?",
        reasons(("speed", "Speed"), ("clarity", "Clearer answers")),
        COMMENT,
    ),
    "negative": band(
        "Thank you for being honest. We are sorry.",
        "What went wrong?",
        reasons(("speed", "Too slow"), ("unsolved", "Not solved"), ("kindness", "Unfriendly")),
        COMMENT,
    ),
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
    "reasons": "What was it about?",
    "one_more": "Thank you! One more question.",
    "skip": "Skip",
}

STAR = ["M24 5l6 12 13 2-9 9 2 13-12-6-12 6 2-13-9-9 13-2z"]
THUMB = "M8 22h7v18H8zM15 24l7-15c3 0 5 2 5 5l-1 6h11c3 0 5 2 4 5l-3 11c-1 3-2 4-5 4H15"
THUMB_DOWN = "M8 26h7V8H8zM15 24l7 15c3 0 5-2 5-5l-1-6h11c3 0 5-2 4-5l-3-11c-1-3-2-4-5-4H15"


def face(mood: float) -> list[str]:
    """One head; mouth and brows alone move, from -1 to 1."""
    corner, lip = 31 - 2.5 * mood, 31 + 7.5 * mood
    outer, arch, inner = 15.5 - mood, 13.5 - 1.5 * mood, 14.5 + mood
    mouth = f"M15.5 {corner}Q24 {lip} 32.5 {corner}"
    brows = f"M13 {outer}Q16 {arch} 19.5 {inner}M35 {outer}Q32 {arch} 28.5 {inner}"
    return ["M4 24a20 20 0 1 1 40 0a20 20 0 1 1-40 0", f"M17.5 20v3M30.5 20v3{mouth}{brows}"]


def drawing(style: str, share: float) -> list[str]:
    drawn = {
        "smileys": face(2 * share - 1),
        "stars": STAR,
        "thumbs": [THUMB if share else THUMB_DOWN],
    }
    return drawn.get(style, [])


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
    last = len(scores) - 1
    spoken = labels or [str(score) for score in scores]
    if ends[0]:
        spoken = [f"{spoken[0]}, {ends[0]}", *spoken[1:last], f"{spoken[last]}, {ends[1]}"]
    rows = zip(scores, spoken, bands or thirds(len(scores)), strict=True)
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
        "choices": [
            {
                "score": score,
                "band": band,
                "label": "" if style in {"numbers", "stars"} else name,
                "name": name,
                "drawing": drawing(style, index / last),
            }
            for index, (score, name, band) in enumerate(rows)
        ],
        "follow_up": FOLLOW_UP,
        "texts": TEXTS,
        "theme": {"mode": "auto", "accent": None, "radius": None, "logo": None},
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
            {**choice, "label": label, "name": label}
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
            {**choice, "label": label, "name": label}
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
    | {
        "survey": "branded",
        "theme": {"mode": "dark", "accent": "#ffb454", "radius": 4, "logo": None},
    },
    # From good to bad, as a survey may ask.
    "falling": CSAT | {"survey": "falling", "choices": CSAT["choices"][::-1]},
    # Every kind of question after the click, and links.
    "rich": CSAT
    | {
        "survey": "rich",
        "follow_up": FOLLOW_UP
        | {
            "positive": band(
                "Thank you! That made our day.",
                "Tell us more, if you like",
                SOLVED,
                CHANNELS,
                REACH,
                WISH,
                COMMENT,
                links=(REVIEW, BOARD),
            )
        },
    },
    "named": CSAT
    | {
        "survey": "named",
        "question": "{customer}, how did Mari do today?",
        "question_unnamed": "How did Mari do today?",
    },
    "again": CSAT | {"survey": "again", "ask_again_days": 30},
}
SURVEYS["pair"] = CSAT | {"survey": "pair", "next": SURVEYS["nps"]}
