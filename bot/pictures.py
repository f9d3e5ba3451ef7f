"""Charts as pictures in Slack. It cannot fetch them from an install, so they are uploaded.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from aiohttp import ClientError

from bot.blocks.message import Block
from bot.client import OK, SlackClient
from server.charts.chart import Chart
from server.charts.png import png_of
from server.charts.theme import LIGHT

WIDTH: Final = 720
MOST_ALT: Final = 2_000
NAME: Final = "chart.png"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Uploads charts. A picture that no message shows is seen by nobody, so a second try harms none."""

    client: SlackClient

    async def upload(self, chart: Chart) -> Block:
        """Return a block that shows a chart, with what it says as text beside it.

        Raises what the client raises, such as `missing_scope` where files may not be written.
        """
        picture = await asyncio.to_thread(_drawn, chart)
        web = self.client.web
        place = await web.files_getUploadURLExternal(filename=NAME, length=len(picture))
        await self._send(str(place["upload_url"]), picture)
        file_id = str(place["file_id"])
        title = chart.title[:MOST_ALT]
        await web.files_completeUploadExternal(files=[{"id": file_id, "title": title}])
        return {
            "type": "image",
            "slack_file": {"id": file_id},
            "alt_text": chart.message()[:MOST_ALT],
        }

    async def _send(self, url: str, picture: bytes) -> None:
        session = self.client.web.session
        if session is None or session.closed:
            raise ClientError("closed")
        async with session.post(url, data=picture) as answer:
            if answer.status != OK:
                raise ClientError(f"the upload was answered with {answer.status}")


def _drawn(chart: Chart) -> bytes:
    return png_of(chart.svg(WIDTH, LIGHT))
