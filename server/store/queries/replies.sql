-- name: insert(event_id, recipient, reply_to, subject, now)!
-- An e-mail that is to be sent.
INSERT INTO reply (event_id, recipient, reply_to, subject, state, created_at, updated_at)
VALUES (:event_id, :recipient, :reply_to, :subject, 'pending', :now, :now);

-- name: get(event_id)
-- An e-mail with its text, and who wrote it.
SELECT p.event_id, p.recipient, p.reply_to, p.subject, p.state, p.error, p.created_at, e.rating_id, e.note AS body,
    e.actor_name AS author
FROM reply AS p
INNER JOIN rating_event AS e ON e.id = p.event_id
WHERE p.event_id = :event_id;

-- name: settle(event_id, state, error, now)!
-- How it stands with an e-mail.
UPDATE reply SET state = :state, error = :error, updated_at = :now WHERE event_id = :event_id;
