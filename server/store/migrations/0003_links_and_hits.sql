-- Rating links, what arrives on them, and who does not want to be asked.
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

CREATE TABLE do_not_ask (
    customer   TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);
