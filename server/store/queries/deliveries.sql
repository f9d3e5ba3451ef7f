-- name: get(rating_id, destination)
-- What one destination has been told about one rating.
SELECT id, rating_id, destination, state, message, revision, looks, tried_at, error, reposted, digest_id
FROM delivery
WHERE rating_id = :rating_id AND destination = :destination;

-- name: insert(id, rating_id, destination, now)!
-- A delivery that is to be tried.
INSERT INTO delivery (id, rating_id, destination, state, revision, looks, created_at, updated_at)
VALUES (:id, :rating_id, :destination, 'pending', 0, 0, :now, :now);

-- name: insert_gathered(id, rating_id, destination, created_at, updated_at, digest_id)!
-- A rating that is told in a digest; its own card, if one was to come, is surely not there.
INSERT INTO delivery (id, rating_id, destination, state, revision, looks, created_at, updated_at, digest_id)
VALUES (:id, :rating_id, :destination, 'pending', 0, 0, :created_at, :updated_at, :digest_id)
ON CONFLICT (rating_id, destination) DO UPDATE SET digest_id = excluded.digest_id, updated_at = excluded.updated_at;

-- name: sending(id, now)!
-- Written before a first message leaves.
UPDATE delivery SET state = 'sending', looks = 0, tried_at = :now, error = NULL, updated_at = :now WHERE id = :id;

-- name: sent(id, message, revision, error, now)!
-- The destination has the message, and it shows this revision.
UPDATE delivery
SET state = 'sent', message = :message, revision = :revision, error = :error, updated_at = :now
WHERE id = :id;

-- name: unknown(id, error, now)!
-- It may or may not have arrived.
UPDATE delivery SET state = 'unknown', error = :error, updated_at = :now WHERE id = :id;

-- name: looked(id, now)!
-- Looked for, and not found.
UPDATE delivery SET state = 'unknown', looks = looks + 1, updated_at = :now WHERE id = :id;

-- name: pending(id, error, now)!
-- It has surely not arrived and may be tried again.
UPDATE delivery SET state = 'pending', error = :error, updated_at = :now WHERE id = :id;

-- name: failed(id, error, now)!
-- It cannot be delivered as it is.
UPDATE delivery SET state = 'failed', error = :error, updated_at = :now WHERE id = :id;

-- name: destinations_of(rating_id)
-- Who has been told about a rating, and so hears of its changes.
SELECT destination FROM delivery WHERE rating_id = :rating_id;

-- name: told_of(rating_id)
-- Where a card of a rating is, or may be, and since when.
SELECT destination, tried_at FROM delivery
WHERE rating_id = :rating_id AND state IN ('sending', 'sent', 'unknown') AND digest_id IS NULL;

-- name: repost(id, now)!
-- Its message was deleted; it is sent once more.
UPDATE delivery SET state = 'pending', message = NULL, reposted = 1, updated_at = :now WHERE id = :id;

-- name: first_message(rating_id)
-- The first message that stands for a rating alone, wherever it is.
SELECT destination, message FROM delivery
WHERE rating_id = :rating_id AND state = 'sent' AND message IS NOT NULL AND digest_id IS NULL
ORDER BY created_at, destination
LIMIT 1;
