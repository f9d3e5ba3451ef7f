"""The page of a rating link in each of its states: chosen, asking, thanked, and over for one reason or another."""

from dataclasses import dataclass
from typing import Final, Literal, Self

from aiohttp import web

from server.core.survey_form import SurveyForm
from server.intake.asked_form import form_in
from server.keys import PHRASES
from server.middleware.survey_access import survey_named
from server.web.link_visit import LinkVisit
from server.web.page_visit import Visit
from server.web.survey_view import Shown, chosen, shown, ticket

SCRIPT: Final = "/static/link_page.js"
PRIVATE: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""A link is one customer's: nothing may keep it, list it or pass it on."""


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What every state of the page shows: the form that the link asks, about its agent."""

    request: web.Request
    visit: LinkVisit
    form: SurveyForm
    ticket: dict[str, str]
    """What its forms carry; `request_id` names the visit."""

    @classmethod
    def of(
        cls, request: web.Request, visit: LinkVisit, carried: dict[str, str] | None = None
    ) -> Self:
        """Return the page of a visit that begins now, or goes on with what its forms `carried`."""
        form = form_in(request, visit.survey, visit.language, visit.link.agent_key or "")
        return cls(request, visit, form, carried or ticket(request.app))

    def choosing(self) -> web.Response:
        """Ask, for a link that says no score and for who wants to choose again."""
        return self._page("survey_ask.html")

    def chosen(self, score: int) -> web.Response:
        """Show a choice as made; the page sends it on."""
        return self._page("link_choice.html", choice=chosen(self.form, score))

    def thanked(self, score: int, *, sent: bool) -> web.Response:
        """Say thank you for the answer that stands, and ask what may be added, or that it has been `sent`."""
        choice = chosen(self.form, score)
        follow_up = self.form.follow_up[choice.band]
        hidden = self.ticket | {"chosen": str(score)}
        return self._page(
            "survey_thanks.html", choice=choice, follow_up=follow_up, sent=sent, hidden=hidden
        )

    def over(
        self, why: Literal["answered", "closed", "expired"], score: int | None = None
    ) -> web.Response:
        """Say why there is nothing to answer, with the answer that was given, if any. The status is 409."""
        texts = {**self.request.app[PHRASES].page(self.visit.language), **self.form.texts}
        choice = None if score is None else chosen(self.form, score)
        return self._page("link_over.html", text=texts[why], choice=choice, status=409)

    def second_question(self, form: SurveyForm, score: int) -> web.Response:
        """Ask the second question of a form with two, on its own survey's terms, and show a way past it.

        `score` answered the first.
        """
        link = self.visit.link
        about = {"agent": link.agent_key, "conversation": self.visit.asked.conversation}
        second = Visit(
            survey=survey_named(self.request.app, form.survey),
            language=form.language,
            about={name: value for name, value in about.items() if value},
            attributes={key: str(value) for key, value in link.attributes.items()},
            is_kiosk=False,
        )
        return self._shown(
            second,
            "survey_ask.html",
            form=form,
            action=second.path(),
            hidden=ticket(self.request.app)
            | {"after": self.visit.survey.slug, "chosen": str(score)},
            said=form.texts["one_more"],
            skip=self.visit.path(),
        )

    def _page(self, template: str, *, status: int = 200, **context: object) -> web.Response:
        around = {"form": self.form, "action": self.visit.path(), "hidden": self.ticket}
        return self._shown(self.visit, template, status=status, **{**around, **context})

    def _shown(
        self, visit: Shown, template: str, *, status: int = 200, **context: object
    ) -> web.Response:
        page = shown(self.request, visit, template, status=status, script=SCRIPT, **context)
        page.headers.update(PRIVATE)
        return page
