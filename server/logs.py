"""Logs: one JSON object a line on stderr, or readable lines on a terminal.

Nothing that names a visitor is written: no address, no token, no query, no comment; tracebacks show no values.
"""

import logging
import sys
import traceback

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError


def configure_logs(level: str = "INFO") -> None:
    """Send our events and those of the libraries the same way."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    # A traceback in JSON is one line, so that a log collector keeps it with its event.
    last: list[structlog.typing.Processor] = [
        structlog.processors.ExceptionRenderer(_traceback),
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    handler.addFilter(_WithoutVisitors())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _WithoutVisitors(logging.Filter):
    """Says in our words what aiohttp says with the client's address and the bytes it sent."""

    def __init__(self) -> None:
        super().__init__()
        self._log = structlog.get_logger()

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or record.name != "aiohttp.server":
            return True
        if isinstance(error, HttpProcessingError | web.RequestPayloadError):
            self._log.info("bad_request", error=type(error).__name__)
        else:
            self._log.error("answer_failed", exc_info=error)
        return False


def _traceback(exc_info: structlog.typing.ExcInfo) -> str:
    """Write where an error came from. Of its message only the first line is shown.

    In what follows PostgreSQL repeats the row (`DETAIL: Failing row contains …`) and aiohttp the request.
    """
    return "\n\n".join(_told(error) for error in reversed(_chain(exc_info[1])))


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    first_line = str(error).partition("\n")[0]
    return f"Traceback (most recent call last):\n{frames}{type(error).__name__}: {first_line}"


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an error and those it came of, the last one first."""
    chain: list[BaseException] = []
    # An error may be its own cause.
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain
