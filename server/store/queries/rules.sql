-- name: listing()
-- Every rule, oldest first.
SELECT id, destination, event, filter, manner, muted_until, created_by, created_at FROM rule ORDER BY created_at, id;

-- name: by_id(id)
-- One rule.
SELECT id, destination, event, filter, manner, muted_until, created_by, created_at FROM rule WHERE id = :id;

-- name: same(destination, event, filter)
-- The rule of a destination that takes the same ratings.
SELECT id, destination, event, filter, manner, muted_until, created_by, created_at
FROM rule
WHERE destination = :destination AND event = :event AND filter = :filter;

-- name: insert(id, destination, event, filter, manner, muted_until, created_by, created_at)!
-- A new rule.
INSERT INTO rule (id, destination, event, filter, manner, muted_until, created_by, created_at, updated_at)
VALUES (:id, :destination, :event, :filter, :manner, :muted_until, :created_by, :created_at, :created_at);

-- name: change(id, destination, event, filter, manner, muted_until, now)!
-- Everything of a rule that may change.
UPDATE rule
SET destination = :destination,
    event = :event,
    filter = :filter,
    manner = :manner,
    muted_until = :muted_until,
    updated_at = :now
WHERE id = :id;

-- name: remove(id)!
-- Take a rule away.
DELETE FROM rule WHERE id = :id;

-- name: ask_again(lane, destination, now)!
-- Have the rules asked again about the ratings in a lane that their destination knows nothing of yet.
INSERT INTO job (kind, lane, subject, version, run_at, attempts, created_at, urgency)
SELECT 'route', 'rules', subject, 1, CAST(:now AS BIGINT), 0, CAST(:now AS BIGINT), 0
FROM job
WHERE lane = :lane
    AND kind = 'card'
    AND NOT EXISTS (
        SELECT 1 FROM delivery WHERE delivery.rating_id = job.subject AND delivery.destination = :destination
    )
ON CONFLICT (kind, lane, subject) DO NOTHING;

-- name: take_back(lane, destination)!
-- Those ratings wait in the lane no longer.
DELETE FROM job
WHERE lane = :lane
    AND kind = 'card'
    AND NOT EXISTS (
        SELECT 1 FROM delivery WHERE delivery.rating_id = job.subject AND delivery.destination = :destination
    );

-- name: recent_ratings(most)
-- The latest ratings that count, newest first, with the names their survey and agent have now.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now, f.resolved_by IS NOT NULL AS resolved
FROM rating AS r
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
LEFT JOIN follow_up AS f ON f.rating_id = r.id
WHERE r.state = 'counted'
ORDER BY r.id DESC
LIMIT :most;
