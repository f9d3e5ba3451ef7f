"""The bare echo: the least an aiohttp handler can do with a JSON body, and the limit ratings are held to."""

import asyncio
import json
import sys

import uvloop
from aiohttp import web


async def echo(request: web.Request) -> web.Response:
    body = json.loads(await request.read())
    return web.Response(text=json.dumps(body), content_type="application/json")


async def main(port: int) -> None:
    app = web.Application()
    app.router.add_post("/api/v1/ratings", echo)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
