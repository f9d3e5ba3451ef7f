"""The chart that follows an answer of /scores, as a message of its own, so that no answer waits for it."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.blocks.chart import chart_picture, chart_table
from bot.client import SlackClient
from bot.pictures import Pictures
from bot.troubles import trouble_of
from server.charts.chart import Chart

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ChartFollow:
    """Sends charts through response URLs: as pictures, else as tables."""

    client: SlackClient
    pictures: Pictures
    again: float
    """Seconds before a picture that Slack did not know yet is shown once more."""

    async def send(self, response_url: str, chart: Chart, *, to_all: bool = False) -> None:
        """Show the chart to who asked, or to all."""
        try:
            image = await self.pictures.upload(chart)
        except Exception as error:  # whatever went wrong, the figures can be told
            log.warning("chart_not_uploaded", error=trouble_of(error).code)
            await self.client.respond(response_url, chart_table(chart), to_all=to_all)
            return
        shown = chart_picture(chart, image)
        if await self.client.respond(response_url, shown, to_all=to_all) is not False:
            return
        await asyncio.sleep(self.again)
        if await self.client.respond(response_url, shown, to_all=to_all) is False:
            await self.client.respond(response_url, chart_table(chart), to_all=to_all)
