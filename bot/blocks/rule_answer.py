"""Answers about the rules of a channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.blocks.literal import cleaned, clipped, escaped_within
from bot.blocks.message import SlackMessage, line, rich_text, words
from server.core.instants import Instant
from server.core.rule_text import rule_text
from server.core.rule_words import describe
from server.core.rules import DEFAULT_ID, Rule
from server.core.score_question import NotUnderstood

MOST_RULES: Final = 20
"""In one answer."""
MOST_DESCRIPTION: Final = 300
MOST_TEXT: Final = 3_000

INVITE: Final = (
    "I am not in this channel yet, so nothing arrives. Type /invite @Paldies here;"
    " what waits until then comes after."
)
DEFAULT: Final = (
    "No rule was made yet, so every rating goes to the channel of PALDIES_SLACK_CHANNEL."
)
NO_RULE: Final = "This channel has no rule. /scores subscribe makes one."
UNSUBSCRIBE_HELP: Final = "Say which: /scores unsubscribe 2, or all."


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What came of a subscription."""

    rule: Rule
    is_new: bool
    matched: int
    of: int
    overlapping: Sequence[int]
    """The numbers of the channel's other rules that may take the same rating."""
    is_member: bool
    ended_default: str | None
    """The channel that got every rating until this rule was made, when it does no longer."""


def subscribed_answer(done: Subscribed) -> SlackMessage:
    """Say what the channel gets now."""
    lead = "This channel gets now:" if done.is_new else "This channel gets:"
    notes = [
        f"{described(done.rule)}.",
        "" if done.rule.tells_scores else tried_text(done.matched, done.of),
        overlap_text(done.overlapping),
    ]
    if done.ended_default:
        notes.append(
            f"{done.ended_default} no longer gets every rating, since rules decide now;"
            " /scores subscribe all there brings that back."
        )
    if not done.is_member:
        notes.append(INVITE)
    return _answer(lead, *notes)


def tried_answer(rule: Rule, matched: int, of: int) -> SlackMessage:
    """Say how many of the latest ratings a rule would have taken."""
    return _answer("", f"{described(rule)}.", tried_text(matched, of))


def tried_text(matched: int, of: int) -> str:
    """Return how a rule would have done."""
    if not of:
        return "There are no ratings yet to try it on."
    return f"This rule would have matched {matched} of the last {of} ratings."


def overlap_text(numbers: Sequence[int]) -> str:
    """Return which rules take the same ratings; each is told once all the same."""
    if not numbers:
        return ""
    which = f"rule {numbers[0]}" if len(numbers) == 1 else f"rules {', '.join(map(str, numbers))}"
    return f"It may overlap with {which}; a rating that both take comes once."


def rules_answer(
    rules: Sequence[Rule],
    pairs: Sequence[tuple[int, int]],
    *,
    elsewhere: Sequence[Rule],
    now: Instant,
    timezone: ZoneInfo,
) -> SlackMessage:
    """List the rules of a channel with their numbers, and which overlap."""
    notes = [
        _listed(number, rule, now, timezone) for number, rule in enumerate(rules[:MOST_RULES], 1)
    ]
    if len(rules) > MOST_RULES:
        notes.append(f"and {len(rules) - MOST_RULES} more")
    notes += [
        f"Rules {one + 1} and {two + 1} may overlap; a rating that both take comes once."
        for one, two in pairs[:MOST_RULES]
    ]
    if elsewhere and elsewhere[0].id == DEFAULT_ID:
        notes.append(DEFAULT)
    elif elsewhere:
        count = len(elsewhere)
        notes.append(f"Other channels have {count} {'rule' if count == 1 else 'rules'}.")
    lead = "This channel gets:" if rules else NO_RULE
    return _answer(lead, *notes)


def removed_answer(removed: Sequence[Rule], default_returns: str | None) -> SlackMessage:
    """Say what the channel gets no longer."""
    notes = [f"{described(rule)}." for rule in removed[:MOST_RULES]]
    if default_returns:
        notes.append(f"No rule is left, so every rating goes to {default_returns} again.")
    return _answer("This channel gets no longer:" if removed else NO_RULE, *notes)


def muted_answer(until: Instant | None, timezone: ZoneInfo) -> SlackMessage:
    """Say until when the channel is quiet, by the clock."""
    if until is None:
        return _answer("This channel is not muted. What waited comes now.")
    return _answer(
        f"This channel is muted until {_clock(until, timezone)}. What comes meanwhile waits; /scores mute off ends it."
    )


def said_answer(text: str) -> SlackMessage:
    """Say one thing."""
    return _answer(text)


def not_read_answer(problem: NotUnderstood, verb: str) -> SlackMessage:
    """Say which words of a rule stopped us, and what would not have."""
    meant = f" Did you mean “{problem.suggestion}”?" if problem.suggestion else ""
    return _answer(f"{problem.reason}{meant} /scores help {verb} explains the words.")


def described(rule: Rule) -> str:
    """Return a rule in words, and as it is written."""
    text = rule_text(rule)
    written = f" ({text})" if text else ""
    return clipped(f"{describe(rule)}{written}", MOST_DESCRIPTION)


def _listed(number: int, rule: Rule, now: Instant, timezone: ZoneInfo) -> str:
    muted = rule.muted_until or 0
    silence = f", muted until {_clock(muted, timezone)}" if muted > now else ""
    if rule.id == DEFAULT_ID:
        return f"{described(rule)}{silence}. {DEFAULT}"
    return f"{number}. {described(rule)}{silence}"


def _clock(instant: Instant, timezone: ZoneInfo) -> str:
    at = datetime.fromtimestamp(instant / 1000, timezone)
    return f"{at:%a} {at.day} {at:%b %H:%M %Z}"


def _answer(lead: str, *notes: str) -> SlackMessage:
    said = [cleaned(note) for note in (lead, *notes) if note]
    text = clipped("\n".join(said), MOST_TEXT)
    return SlackMessage(escaped_within(text, MOST_TEXT), (rich_text(line(words(text))),))
