"""A problem: what was wrong with a request, where, and what to do (RFC 9457)."""

from collections.abc import Mapping, Sequence


class Problem(Exception):
    """A refusal that the one who asked can understand. `field` is the path of what is to blame."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
        faults: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.title = title
        self.detail = detail
        self.field = field
        self.headers = dict(headers or {})
        self.faults = tuple(faults)
        """All that is to blame, each with its path, where there may be several."""

    @property
    def kind(self) -> str:
        """The title as a word for programs: `Unknown survey` is `unknown-survey`."""
        return self.title.lower().replace(" ", "-")


def bad_field(field: str, detail: str) -> Problem:
    """Blame one field of a request (422)."""
    return Problem(422, "Bad field", detail, field=field)
