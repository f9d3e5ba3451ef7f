"""Blocks of every kind, as the product would send them."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def button(action_id: str, label: str, **more: object) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def quote(text: str) -> Block:
    leaf = {"type": "text", "text": text}
    return rich_text({"type": "rich_text_quote", "elements": [leaf]})


def rich_text(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


CONFIRM = {
    "title": plain("Not a customer?"),
    "text": mrkdwn("The rating leaves the scores."),
    "confirm": plain("Set aside"),
    "deny": plain("Keep"),
}

CARD: list[Block] = [
    section("*2 of 5* · <https://desk.example/C-1042|C-1042>"),
    quote("Slow, <!channel> & *rude* <script>"),
    {"type": "context", "elements": [mrkdwn("CSAT · *Mari Tamm*")]},
    {
        "type": "actions",
        "elements": [
            button("claim", "Claim", style="primary", value="r1"),
            button("reply", "Reply"),
            button("withdraw", "Not a customer", style="danger", confirm=CONFIRM),
        ],
    },
]

REPORT: list[Block] = [
    {"type": "header", "text": plain("CSAT, last 30 days")},
    {"type": "section", "fields": [mrkdwn("*Positive*\n354"), mrkdwn("*Neutral*\n31")]},
    {"type": "divider"},
    {
        "type": "table",
        "column_settings": [{}, {"align": "right"}],
        "rows": [
            [{"type": "raw_text", "text": "Agent"}, {"type": "raw_text", "text": "CSAT"}],
            [{"type": "raw_text", "text": "Mari Tamm"}, {"type": "raw_text", "text": "88 %"}],
        ],
    },
    {"type": "image", "image_url": "https://example.com/trend.png", "alt_text": "Rising"},
]
