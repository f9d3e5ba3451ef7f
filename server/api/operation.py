"""One operation of the API as it is declared, and all of them as one OpenAPI document.

Source: https://spec.openapis.org/oas/v3.1.1, whose schemas are JSON Schema 2020-12.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct
from pydantic import BaseModel

from server import __version__

Schema: TypeAlias = Mapping[str, object]
Scope: TypeAlias = Literal["read", "write", "admin"]

JSON: Final = "application/json"
REFERENCE: Final = "#/components/schemas/{name}"
NAMES: Final[Mapping[str, dict[str, object]]] = MappingProxyType(
    {"slug": {"examples": ["csat"]}, "key": {"maxLength": 200, "examples": ["mari"]}}
)
"""What is known of names in addresses, whatever the operation."""
# A half of a pair cannot be in JSON that is UTF-8, and not every engine can read its escape in a pattern.
HALVES: Final = r"\ud800-\udfff"


class FaultShown(Struct, frozen=True):
    """One of several things to blame."""

    field: str
    detail: str


class ProblemShown(Struct, frozen=True, rename={"kind": "type"}, omit_defaults=True):
    """What was wrong, and what to do (RFC 9457)."""

    kind: str
    title: str
    status: int
    detail: str
    field: str = ""
    faults: list[FaultShown] = msgspec.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the query of an address."""

    name: str
    description: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """An answer that is not JSON."""

    content_type: str


@dataclass(frozen=True, slots=True)
class Operation:
    """What is sent to one method of one address, and what it answers."""

    method: str
    path: str
    summary: str
    scope: Scope | None = None
    """What the key must be allowed; without one, customers may ask too."""
    query: tuple[Parameter, ...] = ()
    body: type[Struct] | type[BaseModel] | None = None
    takes: tuple[str, ...] = (JSON,)
    answers: Mapping[int, type[Struct] | type[BaseModel] | tuple[Text, ...] | None] = field(
        default_factory=dict
    )
    """By status; `None` is an answer without a body."""
    problems: tuple[int, ...] = ()
    """Statuses of refusals, beside those that the scope and the body bring with them."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What may stand in the address for a name in it."""

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every status of a refusal."""
        found = {*self.problems, 503}
        if self.scope:
            found |= {401, 403}
        if self.body:
            found |= {400, 413, 415, 422}
        if self.query:
            found.add(422)
        if "{" in self.path:
            found.add(404)
        return tuple(sorted(found))


def openapi(operations: Iterable[Operation], server: str) -> dict[str, object]:
    """Return the document that tells programs of the operations at an address."""
    listed = tuple(operations)
    paths: dict[str, dict[str, object]] = {}
    for each in listed:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.1",
        "info": {"title": "Paldies", "version": __version__, "summary": "Customer feedback."},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": _schemas(listed),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "paldies key add NAME"}
            },
        },
    }


def _operation(each: Operation) -> dict[str, object]:
    shown: dict[str, object] = {
        "operationId": _id_of(each),
        "summary": each.summary,
        "parameters": [*_in_path(each), *map(_in_query, each.query)],
        "responses": {str(status): _answer(status, each) for status in each.answers}
        | {str(status): _problem(status) for status in each.statuses},
    }
    if each.body:
        content = {kind: {"schema": _reference(each.body)} for kind in each.takes}
        shown["requestBody"] = {"required": True, "content": content}
    if each.scope:
        shown["security"] = [{"key": []}]
        shown["description"] = f"The key must be allowed to {each.scope}."
    return shown


def _id_of(each: Operation) -> str:
    words = each.path.removeprefix("/api/v1/").replace("/", "_").replace(".", "_")
    return f"{each.method.lower()}_{words.replace('{', '').replace('}', '')}"


def _in_path(each: Operation) -> list[dict[str, object]]:
    names = [part.partition("}")[0] for part in each.path.split("{")[1:]]
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1} | _told_of(name, each),
        }
        for name in names
    ]


def _told_of(name: str, each: Operation) -> dict[str, object]:
    if name in each.choices:
        return {"enum": [*each.choices[name]]}
    return NAMES.get(name, {})


def _in_query(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": parameter.is_required,
        "schema": parameter.schema,
    }


def _answer(status: int, each: Operation) -> dict[str, object]:
    shape = each.answers[status]
    phrase: dict[str, object] = {"description": HTTPStatus(status).phrase}
    if shape is None:
        return phrase
    if isinstance(shape, tuple):
        content = {each.content_type: {"schema": {"type": "string"}} for each in shape}
    else:
        content = {JSON: {"schema": _reference(shape)}}
    return phrase | {"content": content}


def _problem(status: int) -> dict[str, object]:
    schema = {"schema": _reference(ProblemShown)}
    phrase = HTTPStatus(status).phrase
    return {"description": phrase, "content": {"application/problem+json": schema}}


def _reference(shape: type) -> dict[str, str]:
    return {"$ref": REFERENCE.format(name=shape.__name__)}


def _schemas(operations: Iterable[Operation]) -> dict[str, Any]:
    shapes = {each.body for each in operations if each.body} | {
        shape
        for each in operations
        for shape in each.answers.values()
        if shape is not None and not isinstance(shape, tuple)
    }
    structs = [shape for shape in shapes if issubclass(shape, Struct)]
    _, schemas = msgspec.json.schema_components([*structs, ProblemShown], ref_template=REFERENCE)
    for shape in shapes:
        if issubclass(shape, BaseModel):
            schema = shape.model_json_schema(ref_template=REFERENCE.replace("{name}", "{model}"))
            schemas |= schema.pop("$defs", {}) | {shape.__name__: schema}
    text = msgspec.json.encode(dict(sorted(schemas.items()))).decode()
    portable: dict[str, Any] = msgspec.json.decode(text.replace(HALVES.replace("\\", "\\\\"), ""))
    return portable
