-- More tallies, and comments in them. What they hold is counted from the ratings: `tally_due` asks for that once this
-- step is taken, since attributes are JSON, which no SQL reads alike on both databases.
CREATE INDEX rating_day ON rating (survey_id, rated_on);

DROP TABLE tally;

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

CREATE TABLE attribute_value (
    survey_id TEXT NOT NULL,
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (survey_id, key, value)
);

INSERT INTO meta (name, value) VALUES ('tally_due', 1);
