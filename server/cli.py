"""The `paldies` command: every command on one page, each in a file of `commands/`."""

import click

from server import __version__
from server.commands.agent import agent
from server.commands.demo import demo
from server.commands.key import key
from server.commands.options import CONTEXT
from server.commands.scores import scores
from server.commands.serve import serve
from server.commands.slack import slack
from server.commands.survey import survey


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="paldies")
def main() -> None:
    """Ask a customer for one click, keep the answer safe, show it in Slack, count it honestly."""


for command in (serve, demo, agent, key, survey, scores, slack):
    main.add_command(command)
