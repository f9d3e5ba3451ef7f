"""What was asked, in one line: for tables of phrases."""

from datetime import date

from server.core.agents import Agent
from server.core.periods import Period, period_between
from server.core.score_filter import Attribute, By, ScoreFilter
from server.core.score_question import (
    Asked,
    Find,
    Help,
    Low,
    Mute,
    NotUnderstood,
    Rules,
    ScoreQuestion,
    Subscribe,
    Unsubscribe,
    parse,
)
from tests.server.core.scored import TODAY

SURVEYS = ("csat", "ces", "nps", "Onboarding", "e-mail-2026")
AGENTS = (
    Agent("mari", "Mari Tamm", team="Support", slack_id="U024BE7LH"),
    Agent("juri", "Jüri Kask", team="Sales"),
    Agent("anna.k", "Anna Kalniņa", team="Customer Care"),
)
TEAMS = ("Support", "Sales", "Customer Care")
BASELINE = period_between(date(2025, 9, 1), date(2025, 11, 30), timezone="Europe/Tallinn")


def ask(text: str, *, today: date = TODAY, attributes: tuple[str, ...] | None = None) -> Asked:
    """Parse a question as the company of these tests asks it."""
    return parse(
        text,
        surveys=SURVEYS,
        today=today,
        timezone="Europe/Tallinn",
        agents=AGENTS,
        teams=TEAMS,
        attributes=attributes,
        baselines={"nps": BASELINE},
    )


def told(asked: Asked) -> str:
    """Tell what was understood, such as `nps 2026-06-01..2026-06-30 by team, month share`."""
    match asked:
        case ScoreQuestion() | Low() | Find():
            return _told_of_ratings(asked)
        case Mute():
            ends = (asked.until_on, asked.until_at and asked.until_at.isoformat("minutes"))
            hours = f"{asked.hours} h" if asked.hours else ""
            return _line("mute", hours, *(str(end) for end in ends if end))
        case Rules(test=str(tested)):
            return f"rules test <{tested}>"
        case Subscribe() | Unsubscribe():
            return f"{type(asked).__name__.lower()} <{asked.text}>"
        case NotUnderstood():
            return f"not {asked.word}: {asked.suggestion}"
        case _:
            verb = asked.verb if isinstance(asked, Help) else None
            return _line(type(asked).__name__.lower(), verb or "")


def _told_of_ratings(asked: ScoreQuestion | Low | Find) -> str:
    verb = by = versus = ""
    match asked:
        case Low():
            verb = f"low {asked.n}"
        case Find():
            verb = f"find <{asked.text}>"
        case ScoreQuestion():
            by = f"by {', '.join(map(_by, asked.by))}" if asked.by else ""
            versus = f"vs {_days(asked.versus)}" if asked.versus else ""
    subject = asked.survey or (f"metric {asked.metric}" if asked.metric else "all")
    share = "share" if asked.share else ""
    return _line(verb, subject, _days(asked.period), by, _only(asked.only), versus, share)


def _line(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _days(period: Period) -> str:
    return f"{period.start_on}..{period.last_on}"


def _by(by: By) -> str:
    return f"={by.key}" if isinstance(by, Attribute) else by


def _only(only: ScoreFilter) -> str:
    names = ("agent", "team", "source", "language", "band")
    given = [f"{name}:{getattr(only, name)}" for name in names if getattr(only, name)]
    return " ".join([*given, *(f"{key}={value}" for key, value in only.attributes.items())])
