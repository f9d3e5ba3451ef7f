-- name: add(survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, n, comments)!
-- Count ratings in, or with a negative n out.
INSERT INTO tally (
    survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, n, comments
)
VALUES (
    :survey_id, :rated_on, :agent_key, :team, :source, :language, :state, :scale, :score, :band, :n, :comments
)
ON CONFLICT (survey_id, rated_on, agent_key, team, source, language, state, scale, score, band)
DO UPDATE SET n = tally.n + excluded.n, comments = tally.comments + excluded.comments;

-- name: add_agent(survey_id, grain, starts_on, agent_key, team, scale, score, band, n, comments)!
-- Count ratings in, or with a negative n out.
INSERT INTO agent_tally (survey_id, grain, starts_on, agent_key, team, scale, score, band, n, comments)
VALUES (:survey_id, :grain, :starts_on, :agent_key, :team, :scale, :score, :band, :n, :comments)
ON CONFLICT (survey_id, grain, starts_on, agent_key, team, scale, score, band)
DO UPDATE SET n = agent_tally.n + excluded.n, comments = agent_tally.comments + excluded.comments;

-- name: add_source(survey_id, grain, starts_on, source, language, scale, score, band, n, comments)!
-- Count ratings in, or with a negative n out.
INSERT INTO source_tally (survey_id, grain, starts_on, source, language, scale, score, band, n, comments)
VALUES (:survey_id, :grain, :starts_on, :source, :language, :scale, :score, :band, :n, :comments)
ON CONFLICT (survey_id, grain, starts_on, source, language, scale, score, band)
DO UPDATE SET n = source_tally.n + excluded.n, comments = source_tally.comments + excluded.comments;

-- name: add_attribute(survey_id, key, grain, starts_on, value, scale, score, band, n, comments)!
-- Count ratings in, or with a negative n out.
INSERT INTO attribute_tally (survey_id, key, grain, starts_on, value, scale, score, band, n, comments)
VALUES (:survey_id, :key, :grain, :starts_on, :value, :scale, :score, :band, :n, :comments)
ON CONFLICT (survey_id, key, grain, starts_on, value, scale, score, band)
DO UPDATE SET n = attribute_tally.n + excluded.n, comments = attribute_tally.comments + excluded.comments;

-- name: add_agent_attribute(survey_id, key, grain, starts_on, value, agent_key, team, scale, score, band, n, comments)!
-- Count ratings in, or with a negative n out.
INSERT INTO agent_attribute_tally (
    survey_id, key, grain, starts_on, value, agent_key, team, scale, score, band, n, comments
)
VALUES (:survey_id, :key, :grain, :starts_on, :value, :agent_key, :team, :scale, :score, :band, :n, :comments)
ON CONFLICT (survey_id, key, grain, starts_on, value, agent_key, team, scale, score, band)
DO UPDATE SET n = agent_attribute_tally.n + excluded.n, comments = agent_attribute_tally.comments + excluded.comments;

-- name: counts(survey_id, since_on, until_on, on_length, agent_key, source, language, by_source, by_language)
-- Counted ratings; each filter may be NULL. Of their day the first 0, 7 or 10 letters are told.
SELECT substr(rated_on, 1, CAST(:on_length AS INTEGER)) AS told_on,
    agent_key,
    team,
    CASE WHEN CAST(:by_source AS INTEGER) = 1 THEN source ELSE '' END AS source,
    CASE WHEN CAST(:by_language AS INTEGER) = 1 THEN language ELSE '' END AS language,
    scale, score, band, sum(n) AS n, sum(comments) AS comments,
    0 AS quarter
FROM tally
WHERE survey_id = :survey_id
    AND rated_on >= :since_on
    AND rated_on < :until_on
    AND state = 'counted'
    AND (CAST(:agent_key AS TEXT) IS NULL OR agent_key = :agent_key)
    AND (CAST(:source AS TEXT) IS NULL OR source = :source)
    AND (CAST(:language AS TEXT) IS NULL OR language = :language)
GROUP BY 1, 2, 3, 4, 5, scale, score, band
HAVING sum(n) > 0;

-- name: counts_by_agent(survey_id, grain, since_on, until_on, on_length, agent_key)
-- The same without source and language.
SELECT substr(starts_on, 1, CAST(:on_length AS INTEGER)) AS told_on,
    agent_key,
    team,
    scale, score, band, sum(n) AS n, sum(comments) AS comments,
    0 AS quarter, '' AS source, '' AS language
FROM agent_tally
WHERE survey_id = :survey_id
    AND grain = :grain
    AND starts_on >= :since_on
    AND starts_on < :until_on
    AND (CAST(:agent_key AS TEXT) IS NULL OR agent_key = :agent_key)
GROUP BY 1, 2, 3, scale, score, band
HAVING sum(n) > 0;

-- name: counts_by_source(survey_id, grain, since_on, until_on, on_length, source, language, by_source, by_language)
-- The same without agent and team.
SELECT substr(starts_on, 1, CAST(:on_length AS INTEGER)) AS told_on,
    CASE WHEN CAST(:by_source AS INTEGER) = 1 THEN source ELSE '' END AS source,
    CASE WHEN CAST(:by_language AS INTEGER) = 1 THEN language ELSE '' END AS language,
    scale, score, band, sum(n) AS n, sum(comments) AS comments,
    0 AS quarter, '' AS agent_key, '' AS team
FROM source_tally
WHERE survey_id = :survey_id
    AND grain = :grain
    AND starts_on >= :since_on
    AND starts_on < :until_on
    AND (CAST(:source AS TEXT) IS NULL OR source = :source)
    AND (CAST(:language AS TEXT) IS NULL OR language = :language)
GROUP BY 1, 2, 3, scale, score, band
HAVING sum(n) > 0;

-- name: counts_by_attribute(survey_id, key, grain, since_on, until_on, on_length, value)
-- The same by the values of one attribute.
SELECT substr(starts_on, 1, CAST(:on_length AS INTEGER)) AS told_on,
    value,
    scale, score, band, sum(n) AS n, sum(comments) AS comments,
    0 AS quarter, '' AS agent_key, '' AS team, '' AS source, '' AS language
FROM attribute_tally
WHERE survey_id = :survey_id
    AND key = :key
    AND grain = :grain
    AND starts_on >= :since_on
    AND starts_on < :until_on
    AND (CAST(:value AS TEXT) IS NULL OR value = :value)
GROUP BY 1, 2, scale, score, band
HAVING sum(n) > 0;

-- name: counts_by_agent_attribute(survey_id, key, grain, since_on, until_on, on_length, value, agent_key)
-- The same by the values of one attribute, agent and team.
SELECT substr(starts_on, 1, CAST(:on_length AS INTEGER)) AS told_on,
    agent_key,
    team,
    value,
    scale, score, band, sum(n) AS n, sum(comments) AS comments,
    0 AS quarter, '' AS source, '' AS language
FROM agent_attribute_tally
WHERE survey_id = :survey_id
    AND key = :key
    AND grain = :grain
    AND starts_on >= :since_on
    AND starts_on < :until_on
    AND (CAST(:value AS TEXT) IS NULL OR value = :value)
    AND (CAST(:agent_key AS TEXT) IS NULL OR agent_key = :agent_key)
GROUP BY 1, 2, 3, 4, scale, score, band
HAVING sum(n) > 0;

-- name: counts_of_ratings(survey_id, since_on, until_on, on_length, agent_key, source, language, by_source, by_language, by_agent, by_attributes, by_quarter)
-- The same from the ratings themselves, also by all their attributes, and by quarters of hours since 1970.
SELECT substr(r.rated_on, 1, CAST(:on_length AS INTEGER)) AS told_on,
    CASE WHEN CAST(:by_quarter AS INTEGER) = 1 THEN r.created_at / 900000 ELSE 0 END AS quarter,
    CASE WHEN CAST(:by_agent AS INTEGER) = 1 THEN coalesce(r.agent_key, '') ELSE '' END AS agent_key,
    CASE WHEN CAST(:by_agent AS INTEGER) = 1 THEN coalesce(r.team, '') ELSE '' END AS team,
    CASE WHEN CAST(:by_source AS INTEGER) = 1 THEN r.source ELSE '' END AS source,
    CASE WHEN CAST(:by_language AS INTEGER) = 1 THEN r.language ELSE '' END AS language,
    CASE WHEN CAST(:by_attributes AS INTEGER) = 1 THEN r.attributes ELSE '{}' END AS attributes,
    v.scale, r.score, r.band, count(*) AS n, count(r.comment) AS comments
FROM rating AS r
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
WHERE r.survey_id = :survey_id
    AND r.rated_on >= :since_on
    AND r.rated_on < :until_on
    AND r.state = 'counted'
    AND (CAST(:agent_key AS TEXT) IS NULL OR r.agent_key = :agent_key)
    AND (CAST(:source AS TEXT) IS NULL OR r.source = :source)
    AND (CAST(:language AS TEXT) IS NULL OR r.language = :language)
GROUP BY 1, 2, 3, 4, 5, 6, 7, v.scale, r.score, r.band;

-- name: fresh(survey_id, rated_on)
-- Ratings of a day, of any state, as every tally is made of them.
SELECT r.rated_on, coalesce(r.agent_key, '') AS agent_key, coalesce(r.team, '') AS team, r.source, r.language, r.state,
    r.attributes, v.scale, r.score, r.band, count(*) AS n, count(r.comment) AS comments
FROM rating AS r
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
WHERE r.survey_id = :survey_id AND r.rated_on = :rated_on
GROUP BY r.rated_on, 2, 3, r.source, r.language, r.state, r.attributes, v.scale, r.score, r.band;

-- name: months()
-- Every survey and month that has ratings or something in a tally.
SELECT survey_id, substr(rated_on, 1, 7) AS month FROM rating
UNION SELECT survey_id, substr(rated_on, 1, 7) FROM tally
UNION SELECT survey_id, substr(starts_on, 1, 7) FROM agent_tally
UNION SELECT survey_id, substr(starts_on, 1, 7) FROM source_tally
UNION SELECT survey_id, substr(starts_on, 1, 7) FROM attribute_tally
UNION SELECT survey_id, substr(starts_on, 1, 7) FROM agent_attribute_tally
ORDER BY 1, 2;

-- name: kept(survey_id, since_on, until_on)
-- A part of a tally as it is, to be compared with a fresh count.
SELECT survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, n, comments
FROM tally
WHERE survey_id = :survey_id AND rated_on >= :since_on AND rated_on < :until_on;

-- name: kept_agent(survey_id, since_on, until_on)
-- A part of a tally as it is, to be compared with a fresh count.
SELECT survey_id, grain, starts_on, agent_key, team, scale, score, band, n, comments
FROM agent_tally
WHERE survey_id = :survey_id AND starts_on >= :since_on AND starts_on < :until_on;

-- name: kept_source(survey_id, since_on, until_on)
-- A part of a tally as it is, to be compared with a fresh count.
SELECT survey_id, grain, starts_on, source, language, scale, score, band, n, comments
FROM source_tally
WHERE survey_id = :survey_id AND starts_on >= :since_on AND starts_on < :until_on;

-- name: kept_attribute(survey_id, since_on, until_on)
-- A part of a tally as it is, to be compared with a fresh count.
SELECT survey_id, key, grain, starts_on, value, scale, score, band, n, comments
FROM attribute_tally
WHERE survey_id = :survey_id AND starts_on >= :since_on AND starts_on < :until_on;

-- name: kept_agent_attribute(survey_id, since_on, until_on)
-- A part of a tally as it is, to be compared with a fresh count.
SELECT survey_id, key, grain, starts_on, value, agent_key, team, scale, score, band, n, comments
FROM agent_attribute_tally
WHERE survey_id = :survey_id AND starts_on >= :since_on AND starts_on < :until_on;

-- name: forget_attribute(survey_id, key)!
-- The attribute has too many values to be tallied.
DELETE FROM attribute_tally WHERE survey_id = :survey_id AND key = :key;

-- name: forget_agent_attribute(survey_id, key)!
-- The attribute has too many values to be tallied.
DELETE FROM agent_attribute_tally WHERE survey_id = :survey_id AND key = :key;

-- name: clear()!
-- It is about to be counted anew.
DELETE FROM tally;

-- name: clear_agent()!
-- It is about to be counted anew.
DELETE FROM agent_tally;

-- name: clear_source()!
-- It is about to be counted anew.
DELETE FROM source_tally;

-- name: clear_attribute()!
-- It is about to be counted anew.
DELETE FROM attribute_tally;

-- name: clear_agent_attribute()!
-- It is about to be counted anew.
DELETE FROM agent_attribute_tally;
