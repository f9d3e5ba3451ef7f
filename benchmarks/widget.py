"""What the widget weighs, and how fast it is in a real Chromium against a real `paldies serve`.

    python benchmarks/widget.py --runs 20

Each run is a new browser profile on a page of another origin under a strict policy. Beside each time stands the least
that the same page could take for it: the same answer fetched bare, the same rating sent to the bare echo.
"""

import argparse
import asyncio
import gzip
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, CDPSession, Page, async_playwright

from benchmarks import servers
from benchmarks.tables import percentile, table

SCRIPT = Path(__file__).parents[1] / "widget" / "dist" / "widget.js"
PROBE = Path(__file__).with_name("widget_probe.js")
MOST_BYTES = 6000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
TIMES = {
    "script starts → shown": ("shown", "bare_definition"),
    "script starts → painted": ("painted", "bare_definition"),
    "click → acknowledged": ("acknowledged", "bare_rating"),
}


async def main(runs: int) -> None:
    print(table(["the script", "bytes", "aim", "ratio"], await _sizes()))
    found = []
    async with (
        servers.echo() as echo,
        servers.paldies() as (server, _),
        _host_page(server.url, echo) as page_url,
        _chromium() as browser,
    ):
        # The first run warms the servers and the browser up.
        for run in range(runs + 1):
            found += [await _visit(browser, page_url, server.url, echo)][: 1 if run else 0]
    rows = [_row(name, *keys, found) for name, keys in TIMES.items()]
    print(f"\n{table(['', 'median ms', 'p95 ms', 'bare, median ms', 'ratio'], rows)}\n")
    one = found[0]
    print(
        f"After the script, {one['requests_to_show']} request before it is shown and "
        f"{one['requests_to_rate']} for a rating; {one['preflights']} preflights, "
        f"{one['cookies']} cookies; the page around it shifts by "
        f"{median(visit['shift'] for visit in found):.3f} (0.1 is Google's limit for a good page)."
    )
    print(f"Medians of {runs} visits, each with an empty cache.")


async def _visit(browser: Browser, page_url: str, origin: str, echo: str) -> dict[str, Any]:
    """Open the page in a new profile, rate once, and return what the page measured, in ms."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    requests = await _watch(await context.new_cdp_session(page), origin)
    await page.goto(page_url)
    await page.evaluate("painted")
    before = len(requests) - 1
    await page.get_by_role("radio").last.click()
    await page.evaluate("acknowledged")
    found: dict[str, Any] = await page.evaluate("measured")
    found["requests_to_show"] = before
    found["requests_to_rate"] = len(requests) - 1 - before
    found["preflights"] = requests.count("Preflight")
    found["cookies"] = len(await context.cookies())
    found |= await _bare_times(page, echo)
    await context.close()
    return found


async def _watch(session: CDPSession, origin: str) -> list[str]:
    """Note the type of every request to the server, preflights too."""
    kinds: list[str] = []

    def note(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith(origin):
            kinds.append(event.get("type", "Other"))

    session.on("Network.requestWillBeSent", note)
    await session.send("Network.enable")
    return kinds


async def _bare_times(page: Page, echo: str) -> dict[str, float]:
    times: dict[str, float] = await page.evaluate("echo => bareTimes(echo)", echo)
    return times


async def _sizes() -> list[list[str]]:
    data = await asyncio.to_thread(SCRIPT.read_bytes)
    sizes = {"raw": len(data), "gzip -9": len(gzip.compress(data, 9)), "brotli 11": await _brotli()}
    rows = [[name, f"{size:,}", "", ""] for name, size in sizes.items()]
    rows[-1][2:] = [f"{MOST_BYTES:,}", f"{sizes['brotli 11'] / MOST_BYTES:.2f}"]
    return rows


async def _brotli() -> int:
    """Ask Node, which the bundle is built with: Python has no brotli of its own."""
    code = "console.log(zlib.brotliCompressSync(fs.readFileSync(process.argv[1])).length)"
    process = await asyncio.create_subprocess_exec(
        "node", "-e", code, str(SCRIPT), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return int(said)


@asynccontextmanager
async def _chromium() -> AsyncIterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def _host_page(origin: str, echo: str) -> AsyncIterator[str]:
    """Serve the page of a shop that embeds the widget, and that measures it."""
    html = (
        "<!doctype html><html lang=en><title>A shop</title><h1>A shop</h1>"
        f'<script src="/probe.js"></script><script async src="{origin}/widget.js"></script>'
        '<paldies-rating survey="csat" agent="mari"></paldies-rating><p>Below</p>'
    )
    echo_origin = echo.removesuffix("/api/v1/ratings")
    policy = f"default-src 'none'; script-src 'self' {origin}; connect-src {origin} {echo_origin}"

    async def page(_: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": policy}
        return web.Response(text=html, content_type="text/html", headers=headers)

    async def probe(_: web.Request) -> web.FileResponse:
        return web.FileResponse(PROBE)

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/probe.js", probe)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


def _row(name: str, key: str, bare_key: str, found: list[dict[str, Any]]) -> list[str]:
    times = [visit[key] for visit in found]
    bare = [visit[bare_key] for visit in found]
    ratio = median(time / floor for time, floor in zip(times, bare, strict=True))
    return [
        name,
        f"{median(times):.1f}",
        f"{percentile(times, 0.95):.1f}",
        f"{median(bare):.1f}",
        f"{ratio:.1f}",
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=20)
    asyncio.run(main(parser.parse_args().runs))
