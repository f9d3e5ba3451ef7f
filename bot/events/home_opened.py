"""`app_home_opened`: somebody looks at the app, on its Home tab or on its messages."""

from dataclasses import dataclass

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.home import Home


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Shows the Home tab of whoever opens it."""

    home: Home

    async def listen(self, args: AsyncArgs) -> None:
        event = args.event or {}
        if event.get("tab", "home") == "home":
            await self.home.open(str(event.get("user") or ""))
