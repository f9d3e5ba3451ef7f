-- Rules that people make, digests, low ratings first, and what a rule asks of a rating.
CREATE TABLE rule (
    id          TEXT PRIMARY KEY,
    destination TEXT NOT NULL,
    event       TEXT NOT NULL CHECK (event IN ('rated', 'commented', 'changed', 'resolved')),
    filter      TEXT NOT NULL,
    manner      TEXT NOT NULL,
    muted_until BIGINT,
    created_by  TEXT,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    UNIQUE (destination, event, filter)
);

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
    updated_at  BIGINT NOT NULL
);

ALTER TABLE delivery ADD COLUMN digest_id TEXT REFERENCES digest (id);
CREATE INDEX delivery_digest ON delivery (digest_id) WHERE digest_id IS NOT NULL;
ALTER TABLE job ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rating ADD COLUMN rescored INTEGER NOT NULL DEFAULT 0 CHECK (rescored IN (0, 1));
INSERT INTO meta (name, value) VALUES ('rules_version', 1);
