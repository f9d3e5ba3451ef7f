-- name: insert(id, destination, rule_id, since_at, until_at, now)!
-- A digest that is to be told.
INSERT INTO digest (id, destination, rule_id, since_at, until_at, state, looks, created_at, updated_at)
VALUES (:id, :destination, :rule_id, :since_at, :until_at, 'pending', 0, :now, :now);

-- name: insert_scores(id, destination, rule_id, since_at, until_at, now)
-- The digest of the scores of one period of a rule, once.
INSERT INTO digest (id, destination, rule_id, since_at, until_at, state, looks, created_at, updated_at, kind)
VALUES (:id, :destination, :rule_id, :since_at, :until_at, 'pending', 0, :now, :now, 'scores')
ON CONFLICT (rule_id, until_at) WHERE kind = 'scores' DO NOTHING
RETURNING id;

-- name: by_id(id)
-- One digest.
SELECT id, kind, destination, rule_id, since_at, until_at, state, message, looks, tried_at, error FROM digest WHERE id = :id;

-- name: waiting(lane, now, most)
-- Ratings whose first card waits in a lane and that are not low, in the order in which they came.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now, f.resolved_by IS NOT NULL AS resolved
FROM job AS j
INNER JOIN rating AS r ON r.id = j.subject
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
LEFT JOIN follow_up AS f ON f.rating_id = r.id
LEFT JOIN delivery AS d ON d.rating_id = j.subject AND d.destination = j.lane
WHERE j.kind = 'card'
    AND j.lane = :lane
    AND j.failed_at IS NULL
    AND j.run_at <= :now
    AND r.band <> 'negative'
    AND r.state = 'counted'
    AND (d.id IS NULL OR (d.state = 'pending' AND d.message IS NULL AND d.digest_id IS NULL))
ORDER BY j.run_at, j.subject
LIMIT :most;

-- name: due(lane, destination, until_at)
-- Ratings that a digest's lane gathered before an instant and that its destination knows nothing of.
SELECT j.subject AS rating_id, j.created_at
FROM job AS j
INNER JOIN rating AS r ON r.id = j.subject
LEFT JOIN delivery AS d ON d.rating_id = j.subject AND d.destination = :destination
WHERE j.kind = 'card' AND j.lane = :lane AND j.created_at < :until_at AND r.state = 'counted' AND d.id IS NULL
ORDER BY j.subject;

-- name: clear(lane, until_at)!
-- What was gathered before an instant waits no longer.
DELETE FROM job WHERE kind = 'card' AND lane = :lane AND created_at < :until_at;

-- name: take(lane, rating_id)!
-- A rating's own card waits no longer.
DELETE FROM job WHERE kind = 'card' AND lane = :lane AND subject = :rating_id;

-- name: bands(digest_id)
-- How many ratings of a digest count as what now.
SELECT r.band, count(*) AS n
FROM delivery AS d
INNER JOIN rating AS r ON r.id = d.rating_id
WHERE d.digest_id = :digest_id AND r.state = 'counted'
GROUP BY r.band;

-- name: members(digest_id, most, skipped)
-- Ratings of a digest as they are now, low ones first, with the names their survey and agent have now; one page.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now
FROM delivery AS d
INNER JOIN rating AS r ON r.id = d.rating_id
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
WHERE d.digest_id = :digest_id AND r.state = 'counted'
ORDER BY CASE r.band WHEN 'negative' THEN 0 WHEN 'neutral' THEN 1 ELSE 2 END, r.id
LIMIT :most OFFSET :skipped;

-- name: sending(id, now)!
-- Written before a message leaves.
UPDATE digest SET state = 'sending', looks = 0, tried_at = :now, error = NULL, updated_at = :now WHERE id = :id;

-- name: sent(id, message, error, now)!
-- The destination has the message.
UPDATE digest SET state = 'sent', message = :message, error = :error, updated_at = :now WHERE id = :id;

-- name: told(digest_id, message, now)!
-- With it, all its ratings have been told.
UPDATE delivery SET state = 'sent', message = :message, updated_at = :now WHERE digest_id = :digest_id;

-- name: looked(id, now)!
-- Looked for, and not found.
UPDATE digest SET state = 'unknown', looks = looks + 1, updated_at = :now WHERE id = :id;

-- name: not_sent(id, state, error, now)!
-- It may have arrived (unknown), has not (pending), or cannot (failed).
UPDATE digest SET state = :state, error = :error, updated_at = :now WHERE id = :id;
