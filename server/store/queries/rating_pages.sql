-- name: newest(survey_id, agent_key, team, source, language, band, state, conversation, customer, text, text_1, other_1, text_2, other_2, text_3, other_3, since, since_id, until, beyond, most)
-- Ratings, newest first, one page; each filter may be NULL. `beyond` is the last id of the page before, and never NULL: an OR
-- would keep the database from beginning in the index of ids. A text, or a pair of the
-- attributes with the comma that is made to end it, is in a column when taking it away changes the column: that holds on
-- both databases, with any character. An id is never older than its rating, so the index of ids finds where a period begins.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now
FROM rating AS r
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
WHERE r.id < :beyond
    AND (CAST(:survey_id AS TEXT) IS NULL OR r.survey_id = :survey_id)
    AND (CAST(:agent_key AS TEXT) IS NULL OR r.agent_key = :agent_key)
    AND (CAST(:team AS TEXT) IS NULL OR coalesce(r.team, a.team) = :team)
    AND (CAST(:source AS TEXT) IS NULL OR r.source = :source)
    AND (CAST(:language AS TEXT) IS NULL OR r.language = :language)
    AND (CAST(:band AS TEXT) IS NULL OR r.band = :band)
    AND (CAST(:state AS TEXT) IS NULL OR r.state = :state)
    AND (CAST(:conversation AS TEXT) IS NULL OR r.conversation = :conversation)
    AND (CAST(:customer AS TEXT) IS NULL OR r.customer_id = :customer OR r.customer_email = :customer)
    AND (CAST(:text AS TEXT) IS NULL OR replace(lower(r.comment), CAST(:text AS TEXT), '') <> lower(r.comment))
    AND (CAST(:text_1 AS TEXT) IS NULL OR replace(replace(replace(r.attributes, '}', ',}'), CAST(:text_1 AS TEXT), ''), CAST(:other_1 AS TEXT), '')
        <> replace(r.attributes, '}', ',}'))
    AND (CAST(:text_2 AS TEXT) IS NULL OR replace(replace(replace(r.attributes, '}', ',}'), CAST(:text_2 AS TEXT), ''), CAST(:other_2 AS TEXT), '')
        <> replace(r.attributes, '}', ',}'))
    AND (CAST(:text_3 AS TEXT) IS NULL OR replace(replace(replace(r.attributes, '}', ',}'), CAST(:text_3 AS TEXT), ''), CAST(:other_3 AS TEXT), '')
        <> replace(r.attributes, '}', ',}'))
    AND (CAST(:since AS BIGINT) IS NULL OR (r.created_at >= :since AND r.id >= CAST(:since_id AS TEXT)))
    AND (CAST(:until AS BIGINT) IS NULL OR r.created_at < :until)
ORDER BY r.id DESC
LIMIT :most;

-- name: oldest(survey_id, agent_key, team, source, language, band, state, conversation, customer, text, text_1, other_1, text_2, other_2, text_3, other_3, since, since_id, until, beyond, most)
-- The same, oldest first.
SELECT r.*, s.slug, v.name AS survey_name, v.metric, v.scale, a.name AS agent_name, a.slack_id AS agent_slack_id,
    coalesce(r.team, a.team) AS team_now
FROM rating AS r
INNER JOIN survey AS s ON s.id = r.survey_id
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN agent AS a ON a.key = r.agent_key
WHERE r.id > :beyond
    AND (CAST(:survey_id AS TEXT) IS NULL OR r.survey_id = :survey_id)
    AND (CAST(:agent_key AS TEXT) IS NULL OR r.agent_key = :agent_key)
    AND (CAST(:team AS TEXT) IS NULL OR coalesce(r.team, a.team) = :team)
    AND (CAST(:source AS TEXT) IS NULL OR r.source = :source)
    AND (CAST(:language AS TEXT) IS NULL OR r.language = :language)
    AND (CAST(:band AS TEXT) IS NULL OR r.band = :band)
    AND (CAST(:state AS TEXT) IS NULL OR r.state = :state)
    AND (CAST(:conversation AS TEXT) IS NULL OR r.conversation = :conversation)
    AND (CAST(:customer AS TEXT) IS NULL OR r.customer_id = :customer OR r.customer_email = :customer)
    AND (CAST(:text AS TEXT) IS NULL OR replace(lower(r.comment), CAST(:text AS TEXT), '') <> lower(r.comment))
    AND (CAST(:text_1 AS TEXT) IS NULL OR replace(replace(replace(r.attributes, '}', ',}'), CAST(:text_1 AS TEXT), ''), CAST(:other_1 AS TEXT), '')
        <> replace(r.attributes, '}', ',}'))
    AND (CAST(:text_2 AS TEXT) IS NULL OR replace(replace(replace(r.attributes, '}', ',}'), CAST(:text_2 AS TEXT), ''), CAST(:other_2 AS TEXT), '')
        <> replace(r.attributes, '}', ',}'))
    AND (CAST(:text_3 AS TEXT) IS NULL OR replace(replace(replace(r.attributes, '}', ',}'), CAST(:text_3 AS TEXT), ''), CAST(:other_3 AS TEXT), '')
        <> replace(r.attributes, '}', ',}'))
    AND (CAST(:since AS BIGINT) IS NULL OR (r.created_at >= :since AND r.id >= CAST(:since_id AS TEXT)))
    AND (CAST(:until AS BIGINT) IS NULL OR r.created_at < :until)
ORDER BY r.id ASC
LIMIT :most;

-- name: comments(survey_id, since, since_id, until, most)
-- What was written beside scores that were low or high, the newest first, in a period.
SELECT r.id, r.band, r.language, r.comment, coalesce(r.customer_id, r.customer_email, r.customer_name, r.id) AS customer
FROM rating AS r
WHERE r.survey_id = :survey_id
    AND r.id >= :since_id
    AND r.created_at >= :since
    AND r.created_at < :until
    AND r.state = 'counted'
    AND r.band <> 'neutral'
    AND r.comment IS NOT NULL
ORDER BY r.id DESC
LIMIT :most;
