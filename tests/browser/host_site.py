"""A web site that embeds the widget: another origin than the ratings', with a policy and content of its own."""

from dataclasses import dataclass, field

from aiohttp import web

HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title>
{head}
</head>
<body>
<main><h1>A shop</h1>
{body}
</main>
</body>
</html>"""


@dataclass
class HostSite:
    """Serves `/` as it was last set by `show`, and an empty page at `/elsewhere`."""

    origin: str = ""
    ratings_origin: str = ""
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def strict_policy(self) -> str:
        """The strictest policy under which the widget has to work."""
        there = self.ratings_origin
        return f"default-src 'none'; script-src {there}; connect-src {there}"

    @property
    def script(self) -> str:
        return f'<script async src="{self.ratings_origin}/widget.js"></script>'

    def show(self, body: str, *, head: str = "", language: str = "en", policy: str = "") -> str:
        """Set the page and return its address."""
        self.html = HEAD.format(language=language, head=head, body=body)
        self.headers = {"Content-Security-Policy": policy} if policy else {}
        return f"{self.origin}/"

    def build_app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/", self._page)
        app.router.add_get("/elsewhere", self._elsewhere)
        return app

    async def _page(self, _: web.Request) -> web.Response:
        return web.Response(text=self.html, content_type="text/html", headers=self.headers)

    async def _elsewhere(self, _: web.Request) -> web.Response:
        return web.Response(
            text="<!doctype html><title>Elsewhere</title>", content_type="text/html"
        )
