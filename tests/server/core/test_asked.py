from server.core.asked import Asked, asked_groups, pooled
from server.core.rates import Cohort
from server.core.ratings import Source
from server.core.score_filter import Attribute, Grouping, ScoreFilter
from server.core.scores import ScoreGroup
from tests.server.core.scored import csat

ASKED = [
    Asked("mari", "chat", Source.EMAIL, Cohort(10, 5, 1)),
    Asked("mari", "chat", Source.LINK, Cohort(10, 1, 1)),
    Asked("", "", Source.EMAIL, Cohort(4, 0, 0)),
]
GROUPS = (
    ScoreGroup("mari", "Mari", csat(6, 0)),
    ScoreGroup("juris", "Juris", csat(6, 0)),
    ScoreGroup(None, "Nobody named", csat(6, 0)),
)


def test_it_gives_each_group_its_own_asks() -> None:
    found = asked_groups(GROUPS, (Grouping.AGENT,), ASKED)
    assert [group.asks for group in found] == [Cohort(20, 6, 2), Cohort(), Cohort(4, 0, 0)]
    assert pooled(ASKED) == Cohort(24, 6, 2)


def test_it_leaves_groups_of_what_asks_do_not_say_alone() -> None:
    assert asked_groups(GROUPS, (Attribute("region"),), ASKED) == GROUPS
    assert asked_groups(GROUPS, (Grouping.AGENT,), None) == GROUPS
    assert asked_groups((), (), ASKED) == ()


def test_it_chooses_asks_by_what_they_say() -> None:
    only = ScoreFilter(team="chat", source=Source.EMAIL)
    assert [asked.is_chosen(only) for asked in ASKED] == [True, False, False]
    assert all(asked.is_chosen(ScoreFilter()) for asked in ASKED)
