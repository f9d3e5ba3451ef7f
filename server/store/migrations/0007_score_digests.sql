-- Rules that tell scores instead of ratings, and the messages that do.
CREATE TABLE rule_with_scores (
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
INSERT INTO rule_with_scores SELECT * FROM rule;
DROP TABLE rule;
ALTER TABLE rule_with_scores RENAME TO rule;

ALTER TABLE digest ADD COLUMN kind TEXT NOT NULL DEFAULT 'ratings' CHECK (kind IN ('ratings', 'scores'));
CREATE UNIQUE INDEX digest_of_scores ON digest (rule_id, until_at) WHERE kind = 'scores';
