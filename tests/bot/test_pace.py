import asyncio

from bot.pace import Backoff, Pace


async def test_it_lets_the_first_message_go_at_once() -> None:
    pace = Pace(60)
    async with asyncio.timeout(1):
        await pace.turn("C1")


async def test_it_spaces_messages_of_one_channel_and_not_of_two() -> None:
    pace = Pace(0.05)
    loop = asyncio.get_running_loop()
    started = loop.time()
    await asyncio.gather(*(pace.turn(channel) for channel in ("C1", "C2", "C1", "C2", "C1")))
    assert 0.1 <= loop.time() - started < 0.2


def test_it_pauses_twice_as_long_each_time_up_to_the_longest() -> None:
    backoff = Backoff(1, 5)
    assert [backoff.grow("C1") for _ in range(5)] == [1, 2, 4, 5, 5]
    assert backoff.grow("C2") == 1
    backoff.clear("C1")
    assert backoff.grow("C1") == 1
