"""`GET /widget.js`: the one script that a host page includes."""

import gzip
from hashlib import blake2b
from importlib.resources import files

from aiohttp import web

from server.keys import Handler

FRESH_SECONDS = 3600


def widget_script() -> Handler:
    """Return the handler that serves the bundle as it was at start, as small as the browser takes it."""
    bundle = files("widget") / "dist"
    plain = (bundle / "widget.js").read_bytes()
    packed = {
        "br": (bundle / "widget.js.br").read_bytes(),
        "gzip": gzip.compress(plain, mtime=0),
    }
    etag = blake2b(plain, digest_size=12).hexdigest()
    headers = {
        # Weak: packed or not, it is the same script.
        "ETag": f'W/"{etag}"',
        "Vary": "Accept-Encoding",
        "Cache-Control": f"public, max-age={FRESH_SECONDS}",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }

    async def answer(request: web.Request) -> web.Response:
        if request.if_none_match and any(seen.value == etag for seen in request.if_none_match):
            return web.Response(status=304, headers=headers)
        accepted = request.headers.get("Accept-Encoding", "")
        for coding, body in packed.items():
            if coding in accepted:
                return _script(body, headers | {"Content-Encoding": coding})
        return _script(plain, headers)

    return answer


def _script(body: bytes, headers: dict[str, str]) -> web.Response:
    return web.Response(body=body, content_type="text/javascript", charset="utf-8", headers=headers)
