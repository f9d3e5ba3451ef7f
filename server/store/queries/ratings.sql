-- name: id_by_mark(mark)
-- The rating that a request or a conversation has already made, and since when there is one.
SELECT m.rating_id, r.created_at, r.state, r.survey_version
FROM rating_mark AS m
INNER JOIN rating AS r ON r.id = m.rating_id
WHERE m.mark = :mark;

-- name: insert_mark(mark, rating_id)!
-- The first rating of a request or a conversation. There being one already is an error.
INSERT INTO rating_mark (mark, rating_id) VALUES (:mark, :rating_id);

-- name: delete_mark(mark)!
-- The next rating of this conversation is a new one.
DELETE FROM rating_mark WHERE mark = :mark;

-- name: insert(id, survey_id, survey_version, score, band, state, agent_key, team, conversation, customer_id, customer_email, customer_name, source, language, comment, reasons, answers, attributes, evidence_level, evidence_reason, rated_on, created_at, updated_at)!
-- A new rating.
INSERT INTO rating (
    id, survey_id, survey_version, score, band, state, agent_key, team, conversation,
    customer_id, customer_email, customer_name, source, language, comment, reasons, answers, attributes,
    evidence_level, evidence_reason, rated_on, created_at, updated_at, revision
) VALUES (
    :id, :survey_id, :survey_version, :score, :band, :state, :agent_key, :team, :conversation,
    :customer_id, :customer_email, :customer_name, :source, :language, :comment, :reasons, :answers, :attributes,
    :evidence_level, :evidence_reason, :rated_on, :created_at, :updated_at, 1
);

-- name: for_change(id)
-- What a change needs to know of a rating.
SELECT r.id, r.survey_id, r.survey_version, r.score, r.band, r.state, r.agent_key, r.team, r.source, r.language,
    r.comment, r.reasons, r.answers, r.attributes, r.evidence_level, r.evidence_reason, r.rated_on, r.created_at,
    v.scale
FROM rating AS r
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
WHERE r.id = :id;

-- name: change(id, score, band, state, agent_key, team, comment, reasons, answers, evidence_level, evidence_reason, updated_at)!
-- Everything that may change in a rating; its revision grows.
UPDATE rating
SET score = :score,
    band = :band,
    state = :state,
    agent_key = :agent_key,
    team = :team,
    comment = :comment,
    reasons = :reasons,
    answers = :answers,
    rescored = CASE WHEN score = :score THEN rescored ELSE 1 END,
    evidence_level = :evidence_level,
    evidence_reason = :evidence_reason,
    revision = revision + 1,
    updated_at = :updated_at
WHERE id = :id;

-- name: by_id(id)
-- One rating with the names its survey and agent have now.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now
FROM rating AS r
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
WHERE r.id = :id;

-- name: touch(id, now)!
-- Something about a rating changed beside it: its revision grows, so that cards follow.
UPDATE rating SET revision = revision + 1, updated_at = :now WHERE id = :id;
