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
