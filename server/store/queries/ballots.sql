-- name: latest(link_id, conversation, client)
-- The newest ballot of a link, a conversation and, where they are told apart, a client.
SELECT *
FROM ballot
WHERE link_id = :link_id AND conversation = :conversation AND client = :client
ORDER BY created_at DESC, id DESC
LIMIT 1;

-- name: by_id(id)
-- One ballot.
SELECT * FROM ballot WHERE id = :id;

-- name: of_rating(rating_id)
-- The ballots that a rating stands for: one, or more where answers about one conversation came by several ways.
SELECT * FROM ballot WHERE rating_id = :rating_id ORDER BY id;

-- name: page(after, since, most)
-- Ballots in the order of their making, from an instant on and after an id.
SELECT * FROM ballot WHERE id > :after AND created_at >= :since ORDER BY id LIMIT :most;

-- name: insert(id, link_id, conversation, client, created_at)!
-- A ballot without hits.
INSERT INTO ballot (id, link_id, conversation, client, created_at)
VALUES (:id, :link_id, :conversation, :client, :created_at);

-- name: judged(id, rating_id, visit, score, state, reason, answered_at)!
-- What it was judged to be, and the rating that holds its answer.
UPDATE ballot
SET rating_id = :rating_id, visit = :visit, score = :score, state = :state, reason = :reason, answered_at = :answered_at
WHERE id = :id;

-- name: insert_hit(id, ballot_id, visit, client, means, score, sign, created_at)!
-- One request.
INSERT INTO hit (id, ballot_id, visit, client, means, score, sign, created_at)
VALUES (:id, :ballot_id, :visit, :client, :means, :score, :sign, :created_at);

-- name: hits(ballot_id)
-- What arrived on a ballot, in order.
SELECT id, visit, client, means, score, sign, created_at FROM hit WHERE ballot_id = :ballot_id ORDER BY id;

-- name: hits_around(link_id, ballot_id, since, until)
-- What arrived on other ballots of a link, where clients have a ballot each.
SELECT h.id, h.visit, h.client, h.means, h.score, h.sign, h.created_at
FROM ballot AS b
INNER JOIN hit AS h ON h.ballot_id = b.id
WHERE b.link_id = :link_id AND b.client <> '' AND b.id <> :ballot_id AND h.created_at BETWEEN :since AND :until
ORDER BY h.id;

-- name: count_hits(ballot_id)
-- How many there are.
SELECT count(*) AS n FROM hit WHERE ballot_id = :ballot_id;
