// The page: follows the channel, sends what is typed, presses what is pressed.

import { follow } from "./follow.js";
import { localTimes } from "./times.js";
import { startComposer } from "./composer.js";
import { startPressing } from "./press.js";
import { startViews } from "./views.js";
import { toNewest } from "./scroll.js";

localTimes(document);
toNewest();
startComposer();
startPressing();
startViews();
follow();
