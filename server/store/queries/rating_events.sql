-- name: insert(id, rating_id, kind, actor_id, actor_name, note, request_id, now)!
-- What happened, at the revision that the rating has by now.
INSERT INTO rating_event (id, rating_id, kind, actor_id, actor_name, note, revision, request_id, at)
SELECT :id, r.id, :kind, :actor_id, :actor_name, :note, r.revision, :request_id, CAST(:now AS BIGINT)
FROM rating AS r
WHERE r.id = :rating_id;

-- name: get(id)
-- One event.
SELECT id, rating_id, kind, actor_id, actor_name, note, at FROM rating_event WHERE id = :id;

-- name: of_rating(rating_id)
-- All that happened to a rating, oldest first.
SELECT id, rating_id, kind, actor_id, actor_name, note, at FROM rating_event WHERE rating_id = :rating_id ORDER BY id;

-- name: since(rating_id, revision)
-- What happened after the revision that a card shows, but for replies, which are told of by themselves.
SELECT id FROM rating_event
WHERE rating_id = :rating_id AND revision > :revision AND kind <> 'replied'
ORDER BY id;

-- name: by_request(request_id)
-- The event that a request has already made.
SELECT id FROM rating_event WHERE request_id = :request_id;

-- name: later(id, rating_id, kind)
-- How often the same happened to a rating after this event.
SELECT count(*) AS later FROM rating_event WHERE rating_id = :rating_id AND kind = :kind AND id > :id;
