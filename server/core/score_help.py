"""The manual of the grammar, as the terminal and Slack show it."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from server.core.bands import Metric
from server.core.ratings import Source
from server.core.score_filter import Grouping

_MANUAL: Final = """\
{command} [survey or metric] [period] [vs period] [by …] [filters] [share]

{command}                                        every survey, last 30 days
{command} csat last week                         one survey
{command} nps 90d by agent                       a line for each agent
{command} csat q2 vs last year by team by month  compared, and grouped by two things
{command} nps this year region=EE lang:et        of some ratings only
{command} low 5 agent:@mari                      the latest low ratings
{command} find "late delivery" 12 weeks          what customers wrote

Surveys: {surveys}
Metrics: {metrics}
Periods: today, yesterday, 30d, 12 weeks, last 3 months, this or last week, month, quarter,
         half or year, year to date, June, June 2026, 2026, 2026-06, Q2 2026, H1, week 34,
         2026-06-14, 14.6.2026, 14 June, monday, since 1 June, jan..mar,
         2026-01-01..2026-03-31, between 1 June and 14 June
Against: vs previous, vs last month, vs last year, vs Q1, vs baseline, same period last year
Groups:  by {groupings},
         or by an attribute such as region; two at most: by team by month
Filters: agent:mari or @mari, team:support, source:{source}, language:et,
         band:negative (or unhappy, neutral, happy), region=EE, region="Northern Europe"
Others:  low [n], find TEXT, status, rules, subscribe, unsubscribe, mute, unmute,
         help and one of these words; share shows the answer to everybody here

Words may come in any order. The range after a score is its 95 % interval: how far chance alone
may have moved it. A change counts as up or down only when its own interval leaves out zero."""

_VERBS: Final = MappingProxyType(
    {
        "low": """\
{command} low [n] [survey] [period] [filters]

The latest low ratings, 10 of them unless you say how many, of the last 30 days unless you say when.

{command} low
{command} low 5 csat last week
{command} low agent:@mari since monday""",
        "find": """\
{command} find TEXT
{command} find "TEXT" [survey] [period] [filters]

Ratings in whose words the text occurs. In quotes, a survey, a period and filters may follow it.

{command} find refund
{command} find "late delivery" 12 weeks team:support""",
        "status": """\
{command} status

How Paldies and Slack stand, what waits, and what could not be delivered, with the cure of each and
a button to try it again.""",
        "rules": """\
{command} rules
{command} rules test WORDS

Which news comes to this channel, with a number for each rule; and how many of the last 100 ratings
a rule, by its number or in the words of subscribe, would have matched.

{command} rules test 1
{command} rules test csat score<=2""",
        "subscribe": """\
{command} subscribe WORDS

Ratings come to this channel from now on. Any of these, in any order:

all                              every rating
csat, nps, survey:SLUG           of one survey or metric
negative, score<=2, score:1-3    by band or score
comments, text:"refund"          with a comment, with words in it
agent:@mari, team:chat           by who helped
region=EE, source:widget, language:et
commented, changed, resolved     once that has happened
digest:daily@09:00               gathered; weekly (Mondays), monthly (the first), off
quiet:22:00-07:00                cards wait; quiet:off
mention                          the agent is mentioned; mention:off
threads:on                       notes in the thread; off, broadcast
scores digest:weekly@09:00       no ratings, but the score of the week, or monthly of the month

The same words again change how they are told: {command} subscribe csat digest:off

{command} subscribe negative team:Support
{command} subscribe csat score<=2 comments mention
{command} subscribe csat scores digest:weekly@09:00""",
        "unsubscribe": """\
{command} unsubscribe NUMBER, all, or the words of a rule

That rule no longer brings ratings here. “{command} rules” shows the numbers.

{command} unsubscribe 2
{command} unsubscribe csat score<=2
{command} unsubscribe all""",
        "mute": """\
{command} mute HOW LONG

No news in this channel for a while, at most 30 days. What comes meanwhile waits and comes after;
“{command} mute off”, or unmute, ends it.

{command} mute 30m
{command} mute 4h
{command} mute until 18:00
{command} mute until monday
{command} mute off""",
        "unmute": """\
{command} unmute

News in this channel again. What waited comes now.""",
    }
)


def help_text(surveys: Iterable[str], *, command: str, verb: str | None = None) -> str:
    """Render the manual of the question's grammar, or of one verb.

    `command` is what is typed before the question: `/scores` or `paldies scores`.
    """
    return _VERBS.get(verb or "", _MANUAL).format(
        command=command,
        surveys=", ".join(sorted(surveys)) or "none yet",
        metrics=", ".join(Metric),
        groupings=", ".join(Grouping),
        source=Source.WIDGET,
    )
