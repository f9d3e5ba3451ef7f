"""The widget as a person meets it on a page."""

from playwright.async_api import Locator, Page, expect


class WidgetPage:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("paldies-rating")
        self.group = page.get_by_role("radiogroup")
        self.radios = page.get_by_role("radio")
        self.status = self.element.get_by_role("status")
        self.comment = page.get_by_role("textbox", name="Your comment")

    def radio(self, name: str) -> Locator:
        return self.page.get_by_role("radio", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    async def settle(self) -> None:
        """Wait until nothing moves."""
        await self.page.evaluate("""() => Promise.allSettled(
            [...document.querySelectorAll("paldies-rating")].flatMap(element =>
                element.shadowRoot.getAnimations().map(animation => animation.finished)))""")

    async def rate(self, name: str) -> None:
        await self.radio(name).click()
        await self.see_thanks()

    async def see_thanks(self, text: str = "Thank you") -> None:
        await expect(self.status.filter(has_text=text)).to_be_visible()

    async def focused(self) -> str:
        """What has the focus inside the widget: its accessible name or its text."""
        name: str = await self.page.evaluate(
            """() => {
                let node = document.activeElement;
                while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                return node?.ariaLabel ?? node?.textContent ?? "";
            }"""
        )
        return name
