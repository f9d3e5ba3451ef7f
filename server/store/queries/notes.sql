-- name: get(event_id, destination)
-- What has been said of an event in one place.
SELECT id, event_id, destination, state, message, looks, tried_at, error
FROM note
WHERE event_id = :event_id AND destination = :destination;

-- name: sending(id, event_id, destination, now)!
-- Written before a note leaves, for the first time or again.
INSERT INTO note (id, event_id, destination, state, looks, tried_at, created_at, updated_at)
VALUES (:id, :event_id, :destination, 'sending', 0, :now, :now, :now)
ON CONFLICT (event_id, destination) DO UPDATE SET
    state = 'sending', looks = 0, tried_at = excluded.tried_at, error = NULL, updated_at = excluded.updated_at;

-- name: settle(id, state, message, error, now)!
-- How it stands with a note.
UPDATE note SET state = :state, message = :message, error = :error, updated_at = :now WHERE id = :id;

-- name: looked(id, now)!
-- Looked for, and not found.
UPDATE note SET state = 'unknown', looks = looks + 1, updated_at = :now WHERE id = :id;
