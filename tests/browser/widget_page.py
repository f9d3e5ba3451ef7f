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
                (element.shadowRoot?.getAnimations() ?? []).map(animation => animation.finished)))""")

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

    async def overflowing(self) -> list[str]:
        """What sticks out of the card or of the window."""
        names: list[str] = await self.element.evaluate("""element => {
            const card = element.shadowRoot.querySelector(".card");
            const { left, right } = card.getBoundingClientRect();
            const all = [...card.querySelectorAll("*")].filter(node => {
                const box = node.getBoundingClientRect();
                return box.width && (box.left < left || box.right > right || node.scrollWidth > node.clientWidth + 1
                    && getComputedStyle(node).display !== "inline" && !node.closest("svg, .rated .question"));
            });
            const page = document.documentElement;
            if (page.scrollWidth > page.clientWidth) all.push(page);
            return all.map(node => node.outerHTML.slice(0, 80));
        }""")
        return names
