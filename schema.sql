-- The whole current schema of Paldies. It runs unchanged on SQLite (3.40 and later) and PostgreSQL (15 and later).
-- Ids are UUIDv7 text, so their order is the order of making. Instants (*_at) are epoch milliseconds UTC; calendar
-- days (*_on) are ISO text in the company's time zone; flexible parts are JSON text.
-- An older database comes here by the numbered steps in server/store/migrations/; a test proves that both roads meet.

-- What the installation knows about itself: schema_version, catalogue_version, rules_version.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

-- A question that is asked. Its texts and rules are in survey_version; `version` is the one that is asked now, and
-- `secret_no` grows when the secret that host sites sign contexts with is replaced.
CREATE TABLE survey (
    id         TEXT PRIMARY KEY,
    slug       TEXT NOT NULL UNIQUE,
    version    INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    secret_no  INTEGER NOT NULL DEFAULT 1 CHECK (secret_no >= 1)
);

-- Every wording a survey has had. A rating keeps the version it answered, so an edit never changes what a score meant.
CREATE TABLE survey_version (
    survey_id  TEXT NOT NULL REFERENCES survey (id),
    version    INTEGER NOT NULL CHECK (version >= 1),
    name       TEXT NOT NULL,
    metric     TEXT NOT NULL CHECK (metric IN ('csat', 'ces', 'nps', 'pmf')),
    scale      INTEGER NOT NULL CHECK (scale >= 2),
    document   TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (survey_id, version)
);

-- Who helps. Ratings name agents by key and are joined when read, so an agent added later gets the ratings that
-- already named them.
CREATE TABLE agent (
    key        TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    email      TEXT,
    team       TEXT,
    slack_id   TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- One customer's answer. `revision` grows with every change, so that a card knows whether it shows the latest;
-- `rescored` says that the customer changed the score that was given first.
CREATE TABLE rating (
    id              TEXT PRIMARY KEY,
    survey_id       TEXT NOT NULL,
    survey_version  INTEGER NOT NULL,
    score           INTEGER NOT NULL CHECK (score >= 0),
    band            TEXT NOT NULL CHECK (band IN ('positive', 'neutral', 'negative')),
    state           TEXT NOT NULL CHECK (state IN ('counted', 'provisional', 'machine', 'withdrawn')),
    agent_key       TEXT,
    team            TEXT,
    conversation    TEXT,
    customer_id     TEXT,
    customer_email  TEXT,
    customer_name   TEXT,
    source          TEXT NOT NULL
        CHECK (source IN ('widget', 'signature', 'email', 'link', 'page', 'api', 'import')),
    language        TEXT NOT NULL,
    comment         TEXT,
    reasons         TEXT NOT NULL,
    answers         TEXT NOT NULL,
    attributes      TEXT NOT NULL,
    evidence_level  INTEGER NOT NULL CHECK (evidence_level BETWEEN 0 AND 3),
    evidence_reason TEXT NOT NULL,
    revision        INTEGER NOT NULL CHECK (revision >= 1),
    rated_on        TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    rescored        INTEGER NOT NULL DEFAULT 0 CHECK (rescored IN (0, 1)),
    FOREIGN KEY (survey_id, survey_version) REFERENCES survey_version (survey_id, version)
);

-- For what no tally tells apart, and for counting a day anew.
CREATE INDEX rating_day ON rating (survey_id, rated_on);

-- What a rating came from, so that it is found again: `r:SURVEY_ID:REQUEST_ID`, where a retry finds its rating and never
-- makes a second one, and `c:SURVEY_ID:["CUSTOMER","CONVERSATION"]`, where a second answer finds the first (`["CUSTOMER"]`
-- where a survey takes one answer from a customer). Kept as a digest, see server/store/ratings.py.
CREATE TABLE rating_mark (
    mark      TEXT PRIMARY KEY,
    rating_id TEXT NOT NULL
);

-- A link that leads to a question: the one in an agent's signature, or an ask, which is one request to one customer.
-- `created_on` tells the cohort of an ask.
CREATE TABLE link (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('signature', 'ask')),
    survey_id      TEXT NOT NULL REFERENCES survey (id),
    source         TEXT NOT NULL CHECK (source IN ('signature', 'email', 'link')),
    agent_key      TEXT,
    team           TEXT,
    conversation   TEXT,
    customer_id    TEXT,
    customer_email TEXT,
    customer_name  TEXT,
    attributes     TEXT NOT NULL,
    language       TEXT,
    created_on     TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT,
    withdrawn_at   BIGINT
);

CREATE INDEX link_kind ON link (kind, survey_id, created_on);
CREATE INDEX link_customer_id ON link (customer_id, created_at) WHERE customer_id IS NOT NULL;
CREATE INDEX link_customer_email ON link (customer_email, created_at) WHERE customer_email IS NOT NULL;

-- What came on one link about one conversation, and so is judged together: it makes one rating, unless it comes after the
-- time in which an answer may be changed. On a signature that names no conversation each client has a ballot.
-- The last judgement stands beside the rating, so that only what is judged otherwise changes it.
CREATE TABLE ballot (
    id           TEXT PRIMARY KEY,
    link_id      TEXT NOT NULL REFERENCES link (id),
    conversation TEXT NOT NULL,
    client       TEXT NOT NULL,
    rating_id    TEXT REFERENCES rating (id),
    visit        TEXT,
    score        INTEGER,
    state        TEXT CHECK (state IN ('counted', 'provisional', 'machine')),
    reason       TEXT,
    answered_at  BIGINT,
    created_at   BIGINT NOT NULL
);

CREATE INDEX ballot_link ON ballot (link_id, conversation, client, created_at);
CREATE INDEX ballot_rating ON ballot (rating_id) WHERE rating_id IS NOT NULL;

-- Every request that arrived on a link. None is ever deleted, so that history can be judged again.
CREATE TABLE hit (
    id         TEXT PRIMARY KEY,
    ballot_id  TEXT NOT NULL REFERENCES ballot (id),
    visit      TEXT NOT NULL,
    client     TEXT NOT NULL,
    means      TEXT NOT NULL
        CHECK (means IN ('options', 'head', 'prefetch', 'preview', 'fetch', 'trap', 'script', 'form')),
    score      INTEGER,
    sign       TEXT NOT NULL CHECK (sign IN ('none', 'dwell', 'gesture', 'choice', 'comment')),
    created_at BIGINT NOT NULL
);

CREATE INDEX hit_ballot ON hit (ballot_id, id);

-- Customers who do not want to be asked again, by `id:…` or `email:…`, in small letters.
CREATE TABLE do_not_ask (
    customer   TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

-- Counts of ratings, and of those with a comment, kept in the transaction that changes the rating, so that a score
-- reads thousands of rows and not millions. '' stands for "not given", since a key has no NULL. The order of the key is
-- the order of the reports. This one tells apart everything but attributes.
CREATE TABLE tally (
    survey_id TEXT NOT NULL,
    rated_on  TEXT NOT NULL,
    agent_key TEXT NOT NULL,
    team      TEXT NOT NULL,
    source    TEXT NOT NULL,
    language  TEXT NOT NULL,
    state     TEXT NOT NULL,
    scale     INTEGER NOT NULL,
    score     INTEGER NOT NULL,
    band      TEXT NOT NULL,
    n         BIGINT NOT NULL,
    comments  BIGINT NOT NULL,
    PRIMARY KEY (survey_id, rated_on, agent_key, team, source, language, state, scale, score, band)
);

-- The counted ratings again, by agent and team alone: by day and, for long periods, by month (`grain`). `starts_on` is its
-- first day.
CREATE TABLE agent_tally (
    survey_id TEXT NOT NULL,
    grain     TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    starts_on TEXT NOT NULL,
    agent_key TEXT NOT NULL,
    team      TEXT NOT NULL,
    scale     INTEGER NOT NULL,
    score     INTEGER NOT NULL,
    band      TEXT NOT NULL,
    n         BIGINT NOT NULL,
    comments  BIGINT NOT NULL,
    PRIMARY KEY (survey_id, grain, starts_on, agent_key, team, scale, score, band)
);

-- And by source and language alone.
CREATE TABLE source_tally (
    survey_id TEXT NOT NULL,
    grain     TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    starts_on TEXT NOT NULL,
    source    TEXT NOT NULL,
    language  TEXT NOT NULL,
    scale     INTEGER NOT NULL,
    score     INTEGER NOT NULL,
    band      TEXT NOT NULL,
    n         BIGINT NOT NULL,
    comments  BIGINT NOT NULL,
    PRIMARY KEY (survey_id, grain, starts_on, source, language, scale, score, band)
);

-- And by the values of an attribute, while these are few (attribute_value).
CREATE TABLE attribute_tally (
    survey_id TEXT NOT NULL,
    key       TEXT NOT NULL,
    grain     TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    starts_on TEXT NOT NULL,
    value     TEXT NOT NULL,
    scale     INTEGER NOT NULL,
    score     INTEGER NOT NULL,
    band      TEXT NOT NULL,
    n         BIGINT NOT NULL,
    comments  BIGINT NOT NULL,
    PRIMARY KEY (survey_id, key, grain, starts_on, value, scale, score, band)
);

-- And by the values of an attribute and agent and team.
CREATE TABLE agent_attribute_tally (
    survey_id TEXT NOT NULL,
    key       TEXT NOT NULL,
    grain     TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    starts_on TEXT NOT NULL,
    value     TEXT NOT NULL,
    agent_key TEXT NOT NULL,
    team      TEXT NOT NULL,
    scale     INTEGER NOT NULL,
    score     INTEGER NOT NULL,
    band      TEXT NOT NULL,
    n         BIGINT NOT NULL,
    comments  BIGINT NOT NULL,
    PRIMARY KEY (survey_id, key, grain, starts_on, value, agent_key, team, scale, score, band)
);

-- The values that an attribute has had in a survey. One with more values than are tallied has one more here, and stays
-- out of the tallies; see server/store/attribute_values.py.
CREATE TABLE attribute_value (
    survey_id TEXT NOT NULL,
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (survey_id, key, value)
);

-- A unit of background work, written in the transaction that causes it. One row per (kind, lane, subject): work asked
-- for twice before it is done is done once, and `version` tells whether it was asked for again meanwhile. Jobs of one
-- lane run one after another, those of the greatest urgency first; lanes run side by side.
CREATE TABLE job (
    kind       TEXT NOT NULL,
    lane       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    run_at     BIGINT NOT NULL,
    attempts   INTEGER NOT NULL,
    error      TEXT,
    failed_at  BIGINT,
    created_at BIGINT NOT NULL,
    urgency    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, lane, subject)
);

CREATE INDEX job_due ON job (lane, run_at) WHERE failed_at IS NULL;

-- Which ratings go to which destination. `event` is what must have happened to a rating, `filter` what must be true of
-- it (JSON, always written the same way, so that there are no two rules that say the same), `manner` how it is told. A rule of
-- `scores` takes no rating: at the hour of its digest it tells the scores of those that its filter describes.
CREATE TABLE rule (
    id          TEXT PRIMARY KEY,
    destination TEXT NOT NULL,
    event       TEXT NOT NULL CHECK (event IN ('rated', 'commented', 'changed', 'resolved', 'scores')),
    filter      TEXT NOT NULL,
    manner      TEXT NOT NULL,
    muted_until BIGINT,
    created_by  TEXT,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    UNIQUE (destination, event, filter)
);

-- One message about many ratings: what a rule gathered until its hour, or, without a rule, good ratings that came faster
-- than the destination takes messages; or, of kind `scores`, about the scores of one period. Its states are those of a delivery.
CREATE TABLE digest (
    id          TEXT PRIMARY KEY,
    destination TEXT NOT NULL,
    rule_id     TEXT,
    since_at    BIGINT NOT NULL,
    until_at    BIGINT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed')),
    message     TEXT,
    looks       INTEGER NOT NULL,
    tried_at    BIGINT,
    error       TEXT,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    kind        TEXT NOT NULL DEFAULT 'ratings' CHECK (kind IN ('ratings', 'scores'))
);

CREATE UNIQUE INDEX digest_of_scores ON digest (rule_id, until_at) WHERE kind = 'scores';

-- What has been told to whom: one row per rating and destination, and one message for it: the rating's own, or that of
-- the digest it is in. A row is `pending` until it is tried; `sending` is written before the message leaves, so that a
-- crash or a timeout is found again as `unknown` and settled by looking, never by sending blindly. `reposted`: its
-- message was deleted and it was posted once more.
CREATE TABLE delivery (
    id          TEXT PRIMARY KEY,
    rating_id   TEXT NOT NULL REFERENCES rating (id),
    destination TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed')),
    message     TEXT,
    revision    INTEGER NOT NULL,
    looks       INTEGER NOT NULL,
    tried_at    BIGINT,
    error       TEXT,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    reposted    INTEGER NOT NULL DEFAULT 0 CHECK (reposted IN (0, 1)),
    digest_id   TEXT REFERENCES digest (id),
    UNIQUE (rating_id, destination)
);

CREATE INDEX delivery_digest ON delivery (digest_id) WHERE digest_id IS NOT NULL;

-- What the team has done about a rating, as it stands now. No row: nothing yet. `version` grows with every act and is
-- what a write compares, so that of two who press at once one wins.
CREATE TABLE follow_up (
    rating_id     TEXT PRIMARY KEY REFERENCES rating (id),
    claimed_by    TEXT,
    claimed_name  TEXT,
    resolved_by   TEXT,
    resolved_name TEXT,
    replied_by    TEXT,
    replied_name  TEXT,
    version       INTEGER NOT NULL CHECK (version >= 1),
    updated_at    BIGINT NOT NULL
);

-- What happened to a rating after it was given, and who did it; the customer where there is no actor. Rows are added
-- and never changed. `revision` is the rating's after it. `request_id` is what asked for it, where asking twice must do
-- it once.
CREATE TABLE rating_event (
    id         TEXT PRIMARY KEY,
    rating_id  TEXT NOT NULL REFERENCES rating (id),
    kind       TEXT NOT NULL CHECK (
        kind IN ('claimed', 'released', 'resolved', 'reopened', 'replied', 'withdrawn', 'restored', 'commented', 'changed')
    ),
    actor_id   TEXT,
    actor_name TEXT,
    note       TEXT,
    revision   INTEGER NOT NULL,
    request_id TEXT UNIQUE,
    at         BIGINT NOT NULL
);

CREATE INDEX rating_event_of ON rating_event (rating_id, id);

-- What has been said of an event in the thread of a card: one row per event and destination, with the states of a delivery.
CREATE TABLE note (
    id          TEXT PRIMARY KEY,
    event_id    TEXT NOT NULL REFERENCES rating_event (id),
    destination TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed')),
    message     TEXT,
    looks       INTEGER NOT NULL,
    tried_at    BIGINT,
    error       TEXT,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    UNIQUE (event_id, destination)
);

-- An e-mail to a customer; its text is the note of its event. It is `sending` from before it leaves, and one found so
-- after a crash is `unknown`: nobody can look whether it arrived, so it is never sent again by itself.
CREATE TABLE reply (
    event_id   TEXT PRIMARY KEY REFERENCES rating_event (id),
    recipient  TEXT NOT NULL,
    reply_to   TEXT,
    subject    TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed')),
    error      TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Keys for the API. Only the SHA-256 of a key is kept.
CREATE TABLE api_key (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    scope      TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    created_at BIGINT NOT NULL
);
