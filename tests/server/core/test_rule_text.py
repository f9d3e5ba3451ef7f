import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.core.bands import Band, Metric
from server.core.ratings import Source
from server.core.rule_text import RuleRequest, read_rule, rule_text
from server.core.rule_times import Every
from server.core.rule_words import describe
from server.core.rules import DigestTime, Filter, Manner, QuietHours, Rule, Threads, Trigger
from server.core.score_question import NotUnderstood
from tests.server.core.rule_samples import KNOWN, rules


def read(text: str) -> RuleRequest:
    found = read_rule(text, KNOWN)
    assert isinstance(found, RuleRequest), found
    return found


def kept(wanted: Filter) -> Filter:
    """Return a filter as it comes back from where it is kept, which refuses what is too much."""
    return msgspec.json.decode(msgspec.json.encode(wanted), type=Filter)


def refused(text: str) -> NotUnderstood:
    found = read_rule(text, KNOWN)
    assert isinstance(found, NotUnderstood), found
    return found


@given(rules)
@example(Rule(id="r1", destination="slack:C1", filter=Filter(attributes={"score": "2", '"': "\\"})))
def test_it_reads_back_what_it_writes(rule: Rule) -> None:
    found = read(rule_text(rule))
    again = Rule(
        id=rule.id,
        destination=rule.destination,
        trigger=found.trigger,
        filter=found.filter,
        manner=found.applied_to(Manner()),
    )
    assert again == rule
    assert kept(found.filter) == rule.filter


@given(st.text('abc:=<>"\\ @-09,', max_size=300))
def test_it_reads_nothing_that_cannot_be_kept(text: str) -> None:
    found = read_rule(text, KNOWN)
    if isinstance(found, RuleRequest):
        assert kept(found.filter) == found.filter


def test_it_takes_no_more_than_can_be_kept() -> None:
    assert "10 attributes" in refused(" ".join(f"k{n}=v" for n in range(11))).reason
    assert "64 characters" in refused(f"{'k' * 65}=v").reason
    assert "200 characters" in refused(f"text:{'t' * 201}").reason


@given(rules)
def test_it_describes_every_rule_in_a_sentence(rule: Rule) -> None:
    text = describe(rule)
    assert text[0].isupper()
    assert "None" not in text or "None" in rule_text(rule)


def test_it_reads_the_whole_grammar_at_once() -> None:
    found = read(
        'csat score<=2 comments agent:@mari region=EE text:"refund please" digest:daily@09:00'
        " quiet:22:00-07:00 mention threads:on"
    )
    assert found.trigger is Trigger.RATED
    assert found.filter == Filter(
        survey="csat",
        score_max=2,
        has_comment=True,
        agent="mari",
        attributes={"region": "EE"},
        text="refund please",
    )
    assert found.applied_to(Manner()) == Manner(
        digest=DigestTime(Every.DAILY, "09:00"),
        quiet=QuietHours("22:00", "07:00"),
        mention=True,
        threads=Threads.ON,
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        ("all", Filter()),
        ("everything with comments", Filter(has_comment=True)),
        ("csat", Filter(survey="csat")),
        ("metric:csat", Filter(metric=Metric.CSAT)),
        ("pmf", Filter(metric=Metric.PMF)),
        ("survey:NPS", Filter(survey="nps")),
        ('survey:"After Sale"', Filter(survey="After Sale")),
        ("negative", Filter(band=Band.NEGATIVE)),
        ("band:negative", Filter(band=Band.NEGATIVE)),
        ("score<=2", Filter(score_max=2)),
        ("score=<2", Filter(score_max=2)),
        ("score<3", Filter(score_max=2)),
        ("score>=9", Filter(score_min=9)),
        ("score>8", Filter(score_min=9)),
        ("score>=2 score<=4", Filter(score_min=2, score_max=4)),
        ("score=3", Filter(score_min=3, score_max=3)),
        ("score:3", Filter(score_min=3, score_max=3)),
        ("score:1-2", Filter(score_min=1, score_max=2)),
        ("score:<=2", Filter(score_max=2)),
        ("agent:mari", Filter(agent="mari")),
        ("agent:@U0MARI", Filter(agent="mari")),
        ('agent:"Mari Tamm"', Filter(agent="mari")),
        ("agent:jüri", Filter(agent="Jüri")),
        ("team=chat", Filter(team="chat")),
        ("attribute:team=gold", Filter(attributes={"team": "gold"})),
        ("region=EE, feature=invoices", Filter(attributes={"region": "EE", "feature": "invoices"})),
        ('plan="pro plus"', Filter(attributes={"plan": "pro plus"})),
        ("language:et source:signature", Filter(language="et", source=Source.SIGNATURE)),
        (r'text:"say \"no\""', Filter(text='say "no"')),
    ],
)
def test_it_reads_filters(text: str, wanted: Filter) -> None:
    assert read(text).filter == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("digest:weekly@mon08:00", Manner(digest=DigestTime(Every.WEEKLY, "08:00"))),
        ("digest:weekly@8", Manner(digest=DigestTime(Every.WEEKLY, "08:00"))),
        ("digest:monthly", Manner(digest=DigestTime(Every.MONTHLY))),
        ("quiet:22-7", Manner(quiet=QuietHours("22:00", "07:00"))),
        (
            "quiet:22:30–07:15@Europe/Riga",
            Manner(quiet=QuietHours("22:30", "07:15", "Europe/Riga")),
        ),
        ("threads:off", Manner(threads=Threads.OFF)),
        ("threads:none", Manner(threads=Threads.OFF)),
        ("threads:broadcast", Manner(threads=Threads.BROADCAST)),
        ("mention", Manner(mention=True)),
    ],
)
def test_it_reads_manners(text: str, wanted: Manner) -> None:
    assert read(text).applied_to(Manner()) == wanted


def test_it_changes_only_what_is_said_of_the_manner() -> None:
    before = Manner(digest=DigestTime(Every.DAILY), mention=True)
    assert read("csat digest:off").applied_to(before) == Manner(mention=True)
    assert read("csat mention:off").applied_to(before) == Manner(digest=DigestTime(Every.DAILY))
    assert read("csat").applied_to(before) == before


@pytest.mark.parametrize(
    ("text", "trigger"), [("changed", "changed"), ("nps resolved", "resolved")]
)
def test_it_reads_triggers(text: str, trigger: str) -> None:
    assert read(text).trigger == trigger


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("comemnts", "comments"),
        ("cast", "csat"),
        ("negativ", "negative"),
        ("digset:daily", "digest:daily@09:00"),
        ("digest:dayly@09:00", "digest:daily"),
        ("digest:daily@25:00", "digest:daily@09:00"),
        ("quiet:22:00", "quiet:22:00-07:00"),
        ("quiet:07:00-07:00", "quiet:22:00-07:00"),
        ("quiet:22:00-07:00@Europe/Rigo", None),
        ("score<=x", "score<=2"),
        ("score:5-1", "score:1-2"),
        ("score>10", "score:1-2"),
        ("agent:mary", "agent:mari"),
        ("survey:cast", "survey:csat"),
        ("source:widgit", "source:widget"),
        ("band:bad", None),
        ("threads:sometimes", None),
        ("mention:maybe", None),
        ("csat nps", None),
        ("region=EE region=LV", None),
        ("region=", "region=EE"),
        ("attribute:region", "attribute:region=EE"),
        ("rated changed", None),
        ('text:"open', None),
        ("text:", 'text:"refund"'),
        ("language:e", "language:et"),
        ("region>EE", "region=EE"),
        ("region:EE", "region=EE"),
        ("theads:off", "threads:on"),
    ],
)
def test_it_helps_with_what_it_cannot_read(text: str, suggestion: str | None) -> None:
    problem = refused(text)
    assert problem.reason.endswith((".", '."', 'late".'))
    assert problem.suggestion == suggestion
    if suggestion is not None:
        read(suggestion.replace("mary", "mari"))
