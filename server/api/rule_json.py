"""A rule as programs see it."""

import msgspec

from server.core.instants import rfc3339
from server.core.rule_text import rule_text
from server.core.rule_words import describe
from server.core.rules import Rule


def rule_json(rule: Rule) -> dict[str, object]:
    """Return the JSON shape of one rule; `text` is what `/scores subscribe` takes."""
    manner = rule.manner
    return {
        "id": rule.id,
        "destination": rule.destination,
        "trigger": rule.trigger,
        "filter": msgspec.to_builtins(rule.filter),
        "digest": None
        if manner.digest is None
        else {"every": manner.digest.every, "at": manner.digest.at},
        "quiet": None
        if manner.quiet is None
        else {
            "begins": manner.quiet.begins,
            "ends": manner.quiet.ends,
            "timezone": manner.quiet.timezone,
        },
        "mention": manner.mention,
        "threads": manner.threads,
        "muted_until": None if rule.muted_until is None else rfc3339(rule.muted_until),
        "text": rule_text(rule),
        "description": describe(rule),
        "created_by": rule.created_by,
        "created_at": rfc3339(rule.created_at),
    }
