"""`paldies` with a message every twentieth of a second in a channel, in place of one a second.

So a minute of a busy day passes in three seconds; everything else is the shipped program.
"""

import sys
from functools import partial
from unittest.mock import patch

from bot.app import build_bot
from bot.settings import Waits
from server.cli import main

SECONDS_A_MESSAGE = 0.05
PACED = Waits(
    request=1.0,
    connect=0.5,
    between_messages=SECONDS_A_MESSAGE,
    first_pause=0.02,
    longest_pause=0.2,
    look_again=0.1,
)
COMMAND = (sys.executable, "-m", "tests.faults.paced_server")

if __name__ == "__main__":
    with patch("server.app.build_bot", partial(build_bot, waits=PACED)):
        main()
