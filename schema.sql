-- The whole current schema of Paldies. It runs unchanged on SQLite (3.40 and later) and PostgreSQL (15 and later).
-- Ids are UUIDv7 text, so their order is the order of making. Instants (*_at) are epoch milliseconds UTC; calendar
-- days (*_on) are ISO text in the company's time zone; flexible parts are JSON text.
-- An older database comes here by the numbered steps in server/store/migrations/; a test proves that both roads meet.

-- What the installation knows about itself: schema_version, catalogue_version.
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

-- One customer's answer. `revision` grows with every change, so that a card knows whether it shows the latest.
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
-- lane run one after another; lanes run side by side.
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
    PRIMARY KEY (kind, lane, subject)
);

CREATE INDEX job_due ON job (lane, run_at) WHERE failed_at IS NULL;

-- What has been told to whom: one row per rating and destination, and one message for it. A row is `pending` until it is
-- tried; `sending` is written before the message leaves, so that a crash or a timeout is found again as `unknown`
-- and settled by looking, never by sending blindly.
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
    UNIQUE (rating_id, destination)
);

-- Keys for the API. Only the SHA-256 of a key is kept.
CREATE TABLE api_key (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    scope      TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    created_at BIGINT NOT NULL
);
