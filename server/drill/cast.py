"""Every case of the drill, in the order in which it is shown."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from server.drill import browsers, encounters, people, scanners
from server.drill.stage import Stage

Act = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Case:
    """What is done to the links of one e-mail, and what must come of it."""

    what: str
    counted: int | None
    """The score that must be counted; `None` where nothing may."""
    over_http: Act | None = None
    in_chromium: Act | None = None
    """The same in a real browser, which is preferred where there is one."""

    @property
    def key(self) -> str:
        """Names the conversation that it is played on."""
        act = self.over_http or self.in_chromium
        return getattr(act, "__name__", "").replace("_", "-")


MACHINES: Final = (
    Case("Safe Links opens the clicked link", None, scanners.opens_the_clicked_link),
    Case("Safe Links submits every form", None, scanners.sends_every_form),
    Case("Proofpoint opens every link at once", None, scanners.opens_all_at_once),
    Case("Mimecast opens every link in turn", None, scanners.opens_all_in_turn),
    Case("Barracuda does, and hides who it is", None, scanners.opens_all_unnamed),
    Case("a scanner asks for headers (HEAD)", None, scanners.asks_for_headers),
    Case("a scanner asks for OPTIONS", None, scanners.asks_what_may_be_sent),
    Case("a scanner opens the hidden link too", None, scanners.opens_the_hidden_link),
    Case("a scanner imitates every page's script", None, scanners.sends_as_the_script_does),
    Case("it claims a long look at every page", None, scanners.stays_on_every_page),
    Case("it takes eleven seconds for each link", None, scanners.takes_its_time),
    Case("a headless Chromium opens every link", None, None, browsers.scanner_runs_the_script),
    Case("a headless Chromium stays long", None, None, browsers.scanner_stays_long),
    Case("a browser prefetches every link", None, scanners.prefetches),
    Case("a Chromium prerenders every link", None, None, browsers.browser_prerenders),
    Case("Slack unfurls every link", None, scanners.unfurls_in_slack),
    Case("seven other services unfurl a link", None, scanners.unfurls_elsewhere),
)
PEOPLE: Final = (
    Case(
        "clicks, and the mouse moves",
        4,
        people.clicks_and_moves_the_mouse,
        browsers.clicks_and_moves_the_mouse,
    ),
    Case("taps on a phone, touches the page", 4, None, browsers.taps_the_page),
    Case("taps on a phone, closes at once", 5, people.taps_and_closes, browsers.taps_and_closes),
    Case("clicks, and presses a key", 3, None, browsers.presses_a_key),
    Case("clicks, and reads without touching", 3, people.reads_without_touching),
    Case(
        "has no script, presses the button",
        2,
        people.presses_the_button,
        browsers.presses_the_button,
    ),
    Case("has no script, writes a comment", 1, people.writes_a_comment),
    Case(
        "clicks 2, changes to 5 on the page",
        5,
        people.changes_the_answer,
        browsers.changes_the_answer,
    ),
    Case("clicks 4, and then 2 in the message", 2, people.clicks_another_link),
    Case("taps 4, and a while later 2", 2, people.taps_another_link_later),
    Case("double-clicks", 4, people.clicks_twice, browsers.clicks_twice),
    Case(
        "clicks what the browser had prepared",
        4,
        people.clicks_what_was_prefetched,
        browsers.clicks_what_was_prerendered,
    ),
)
ENCOUNTERS: Final = (
    Case(
        "Safe Links submits 1 after a click",
        4,
        encounters.scanner_answers_after_the_click,
    ),
    Case("Safe Links submits 1 after a tap", 5, encounters.scanner_answers_after_the_tap),
    Case("a gateway scans before its user clicks", 4, encounters.gateway_scans_before),
    Case("a gateway scans while its user clicks", 4, encounters.gateway_scans_meanwhile),
    Case("a gateway scans after its user clicked", 4, encounters.gateway_scans_after),
    Case("a scanner answers amid a comment", 2, encounters.scanner_answers_amid_a_comment),
    Case(
        "a Chromium scans while one clicks",
        4,
        None,
        browsers.scanner_runs_the_script_meanwhile,
    ),
)
CAST: Final = (*MACHINES, *PEOPLE, *ENCOUNTERS)
