-- name: insert(id, kind, survey_id, source, agent_key, team, conversation, customer_id, customer_email, customer_name, attributes, language, created_on, created_at, expires_at)!
-- A new link.
INSERT INTO link (
    id, kind, survey_id, source, agent_key, team, conversation, customer_id, customer_email, customer_name, attributes,
    language, created_on, created_at, expires_at
) VALUES (
    :id, :kind, :survey_id, :source, :agent_key, :team, :conversation, :customer_id, :customer_email, :customer_name,
    :attributes, :language, :created_on, :created_at, :expires_at
);

-- name: by_id(id)
-- One link.
SELECT * FROM link WHERE id = :id;

-- name: signature(survey_id, agent_key, language)
-- The signature link of an agent that is in force; the language may be NULL, for that of whoever reads.
SELECT *
FROM link
WHERE kind = 'signature'
    AND survey_id = :survey_id
    AND agent_key = :agent_key
    AND coalesce(language, '') = coalesce(CAST(:language AS TEXT), '')
    AND withdrawn_at IS NULL
ORDER BY created_at DESC
LIMIT 1;

-- name: withdraw(id, now)!
-- The link leads to no question any more.
UPDATE link SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL;

-- name: asked_id(survey_id, customer_id)
-- When a customer was last asked, by id.
SELECT max(created_at) AS asked_at
FROM link
WHERE kind = 'ask' AND survey_id = :survey_id AND customer_id = :customer_id AND withdrawn_at IS NULL;

-- name: asked_email(survey_id, customer_email)
-- When a customer was last asked, by e-mail address.
SELECT max(created_at) AS asked_at
FROM link
WHERE kind = 'ask' AND survey_id = :survey_id AND customer_email = :customer_email AND withdrawn_at IS NULL;

-- name: count_asked(survey_id, since_on, until_on, most)
-- How many asks there are of those days, counted up to a limit.
SELECT count(*) AS n
FROM (
    SELECT 1 AS one
    FROM link
    WHERE kind = 'ask' AND survey_id = :survey_id AND created_on >= :since_on AND created_on < :until_on
    LIMIT :most
) AS found;

-- name: asked_within(survey_id, since_on, until_on)
-- Of the asks made in days from since_on up to, not including, until_on: how many there are, how many have a rating that
-- counts, whenever it came, and how many of these a comment (`answer` is 2). All are of the same asks.
SELECT asks.agent_key, asks.team, asks.source, count(*) AS asked, count(asks.answer) AS rated,
    count(*) FILTER (WHERE asks.answer = 2) AS commented
FROM (
    SELECT coalesce(l.agent_key, '') AS agent_key, coalesce(l.team, a.team, '') AS team, l.source,
        (
            SELECT max(CASE WHEN r.comment IS NULL THEN 1 ELSE 2 END)
            FROM ballot AS b
            INNER JOIN rating AS r ON r.id = b.rating_id
            WHERE b.link_id = l.id AND r.state = 'counted'
        ) AS answer
    FROM link AS l
    LEFT JOIN agent AS a ON a.key = l.agent_key
    WHERE l.kind = 'ask'
        AND l.survey_id = :survey_id
        AND l.created_on >= :since_on
        AND l.created_on < :until_on
        AND l.withdrawn_at IS NULL
) AS asks
GROUP BY asks.agent_key, asks.team, asks.source
ORDER BY asks.agent_key, asks.team, asks.source;
