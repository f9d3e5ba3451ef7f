import asyncio

from bot.pace import Backoff, Pace


class TestTime:
    """A time that goes on only when told to, and what was slept through."""

    __test__ = False

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_it_lets_the_first_message_go_at_once() -> None:
    time = TestTime()
    await Pace(60, time, time.sleep).turn("C1")
    assert time.slept == []


async def test_it_spaces_messages_of_one_channel_and_not_of_two() -> None:
    time = TestTime()
    pace = Pace(2, time, time.sleep)
    await asyncio.gather(*(pace.turn(channel) for channel in ("C1", "C2", "C1", "C2", "C1")))
    assert time.slept == [2, 2, 4]


async def test_it_counts_the_time_that_has_passed() -> None:
    time = TestTime()
    pace = Pace(2, time, time.sleep)
    await pace.turn("C1")
    time.now += 1.5
    await pace.turn("C1")
    time.now += 60
    await pace.turn("C1")
    assert time.slept == [0.5]


def test_it_pauses_twice_as_long_each_time_up_to_the_longest() -> None:
    backoff = Backoff(1, 5)
    assert [backoff.grow("C1") for _ in range(5)] == [1, 2, 4, 5, 5]
    assert backoff.grow("C2") == 1
    backoff.clear("C1")
    assert backoff.grow("C1") == 1
