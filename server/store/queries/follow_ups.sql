-- name: get(rating_id)
-- What has been done about a rating.
SELECT claimed_by, claimed_name, resolved_by, resolved_name, replied_by, replied_name, version
FROM follow_up
WHERE rating_id = :rating_id;

-- name: put(rating_id, claimed_by, claimed_name, resolved_by, resolved_name, replied_by, replied_name, version, seen, now)
-- Write the new state over the version that was seen; no row comes back when there is another by now.
INSERT INTO follow_up (
    rating_id, claimed_by, claimed_name, resolved_by, resolved_name, replied_by, replied_name, version, updated_at
) VALUES (
    :rating_id, :claimed_by, :claimed_name, :resolved_by, :resolved_name, :replied_by, :replied_name, :version, :now
)
ON CONFLICT (rating_id) DO UPDATE SET
    claimed_by = excluded.claimed_by, claimed_name = excluded.claimed_name,
    resolved_by = excluded.resolved_by, resolved_name = excluded.resolved_name,
    replied_by = excluded.replied_by, replied_name = excluded.replied_name,
    version = excluded.version, updated_at = excluded.updated_at
WHERE follow_up.version = CAST(:seen AS INTEGER)
RETURNING version;

-- name: forget_reply(rating_id, now)!
-- The answer never left.
UPDATE follow_up SET replied_by = NULL, replied_name = NULL, version = version + 1, updated_at = :now
WHERE rating_id = :rating_id;

-- name: open_of(slack_id, agent_key, since_id, most)
-- Ratings that wait for somebody: claimed by them, or low ones about them that nobody has claimed; what they claimed first, then the newest.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now
FROM rating AS r
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
LEFT JOIN follow_up AS f ON f.rating_id = r.id
WHERE r.id >= :since_id
    AND r.state = 'counted'
    AND f.resolved_by IS NULL
    AND (
        f.claimed_by = :slack_id
        OR (f.claimed_by IS NULL AND r.band = 'negative' AND r.agent_key = CAST(:agent_key AS TEXT))
    )
ORDER BY CASE WHEN f.claimed_by IS NULL THEN 1 ELSE 0 END, r.id DESC
LIMIT :most;
