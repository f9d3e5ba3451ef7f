"""The `paldies` command: every command by name, each in a file of `commands/` that is read when it is wanted."""

from importlib import import_module
from keyword import iskeyword

import click

from server import __version__

COMMANDS = (
    "serve",
    "demo",
    "agent",
    "survey",
    "ask",
    "key",
    "scores",
    "themes",
    "drivers",
    "risk",
    "signature",
    "export",
    "import",
    "rejudge",
    "drill",
    "doctor",
    "slack",
)


class Commands(click.Group):
    """Finds a command where its name says, so that one does not wait for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # What is a word of Python, such as `import`, ends in an underscore there.
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"server.commands.{name}"), name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="paldies")
def main() -> None:
    """Ask a customer for one click, keep the answer safe, show it in Slack, count it honestly."""
