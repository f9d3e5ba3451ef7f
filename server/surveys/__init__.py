"""The surveys that a new installation has."""

import tomllib
from importlib.resources import files

from server.core.surveys import SurveyDocument


def default_surveys() -> list[SurveyDocument]:
    """Read the documents in this folder."""
    paths = sorted(
        (path for path in files(__package__).iterdir() if path.name.endswith(".toml")),
        key=lambda path: path.name,
    )
    return [SurveyDocument.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in paths]
