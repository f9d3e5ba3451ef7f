"""What stands for the conversation in the texts of help desks, so that a link in a signature can name it."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

HELP_DESKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "liveagent": "{$conv_code}",
        "zendesk": "{{ticket.id}}",
        "freshdesk": "{{ticket.id}}",
        "helpscout": "{%conversation.number%}",
        "zammad": "#{ticket.number}",
        "osticket": "%{ticket.number}",
        "freescout": "{%conversation.number%}",
        "gmail": "",
    }
)
"""By name; each has a page of that name in docs/email/, with its source. An empty one knows no conversation."""

_PLACEHOLDER = re.compile(r"\{\{[\w .|]+\}\}|\{%[\w .,=]+%\}|\{\$\w+\}|[#%$]?\{[\w.]+\}")


def conversation_query(conversation: str) -> str:
    """Return the query that names a conversation, such as `?c={{ticket.id}}`; empty for none.

    A placeholder stays as it is, since the help desk must find it; any other text is percent-encoded.
    """
    written, end = "", 0
    for found in _PLACEHOLDER.finditer(conversation):
        written += quote(conversation[end : found.start()], safe="") + found[0]
        end = found.end()
    written += quote(conversation[end:], safe="")
    return f"?c={written}" if written else ""
