-- name: add(survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, n)!
-- Count ratings in, or with a negative n out.
INSERT INTO tally (survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, n)
VALUES (:survey_id, :rated_on, :agent_key, :team, :source, :language, :state, :scale, :score, :band, :n)
ON CONFLICT (survey_id, rated_on, agent_key, team, source, language, state, scale, score, band)
DO UPDATE SET n = tally.n + excluded.n;

-- name: distribution(survey_id, since_on, until_on, agent_key)
-- How often each score was given in days from since_on up to, not including, until_on. The agent may be NULL for all.
SELECT scale, score, band, sum(n) AS n
FROM tally
WHERE survey_id = :survey_id
    AND rated_on >= :since_on
    AND rated_on < :until_on
    AND state = 'counted'
    AND (CAST(:agent_key AS TEXT) IS NULL OR agent_key = :agent_key)
GROUP BY scale, score, band
HAVING sum(n) > 0
ORDER BY scale, score;

-- name: distribution_by_day(survey_id, since_on, until_on, agent_key)
-- The same for each day apart that has ratings.
SELECT rated_on, scale, score, band, sum(n) AS n
FROM tally
WHERE survey_id = :survey_id
    AND rated_on >= :since_on
    AND rated_on < :until_on
    AND state = 'counted'
    AND (CAST(:agent_key AS TEXT) IS NULL OR agent_key = :agent_key)
GROUP BY rated_on, scale, score, band
HAVING sum(n) > 0
ORDER BY rated_on, scale, score;

-- name: distribution_by_agent(survey_id, since_on, until_on)
-- The same for each agent apart; '' where a rating named none. Names are as they are now.
SELECT t.agent_key, coalesce(a.name, t.agent_key) AS name, t.scale, t.score, t.band, sum(t.n) AS n
FROM tally AS t
LEFT JOIN agent AS a ON a.key = t.agent_key
WHERE t.survey_id = :survey_id
    AND t.rated_on >= :since_on
    AND t.rated_on < :until_on
    AND t.state = 'counted'
GROUP BY t.agent_key, a.name, t.scale, t.score, t.band
HAVING sum(t.n) > 0
ORDER BY t.agent_key, t.scale, t.score;

-- name: differences()
-- Keys whose count differs from a fresh count of the ratings; empty while the tally is true.
SELECT survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, sum(n) AS off_by
FROM (
    SELECT survey_id, rated_on, agent_key, team, source, language, state, scale, score, band, n
    FROM tally
    UNION ALL
    SELECT r.survey_id, r.rated_on, coalesce(r.agent_key, '') AS agent_key, coalesce(r.team, '') AS team, r.source,
        r.language, r.state, v.scale, r.score, r.band, -1 AS n
    FROM rating AS r
    INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
) AS both_counts
GROUP BY survey_id, rated_on, agent_key, team, source, language, state, scale, score, band
HAVING sum(n) <> 0;
