from server.core.agents import Agent
from server.core.import_agents import AgentFinder

AGENTS = [
    Agent("mari", "Mari Mets", "mari@example.com"),
    Agent("juris", "Juris Ozols"),
    Agent("juris2", "Juris Ozols"),
    Agent("Ona", "Ona"),
]


def test_it_finds_agents_by_key_address_or_name() -> None:
    finder = AgentFinder(AGENTS)
    said = [("MARI", None), ("Mari Mets", None), ("M.", "Mari@example.com"), ("ona", None)]
    said += [("M. Mets (mari@example.com)", None), ("Mets <mari@example.com>", None)]
    assert [finder.key_of(*each) for each in said] == [
        "mari",
        "mari",
        "mari",
        "Ona",
        "mari",
        "mari",
    ]
    assert finder.key_of(None, None) is None
    assert not finder.unknown


def test_it_keeps_what_is_said_of_those_it_cannot_tell() -> None:
    finder = AgentFinder(AGENTS)
    assert finder.key_of("Juris Ozols", None) == "Juris Ozols"
    assert finder.key_of("Peeter (peeter@example.com)", None) == "peeter@example.com"
    assert finder.key_of("135", None) == "135"
    assert dict(finder.unknown) == {"Juris Ozols": 1, "peeter@example.com": 1, "135": 1}
