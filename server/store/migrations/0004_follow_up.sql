-- What the team does about ratings, the notes of it in threads, and replies by e-mail.

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

-- Whether a deleted card was posted once more.
ALTER TABLE delivery ADD COLUMN reposted INTEGER NOT NULL DEFAULT 0 CHECK (reposted IN (0, 1));
