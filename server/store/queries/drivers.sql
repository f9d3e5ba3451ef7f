-- name: alike(survey_id, since_on, until_on, most)
-- The newest ratings that count, in days from since_on up to, not including, until_on; how many there are of each kind.
SELECT newest.survey_version, v.scale, newest.score, newest.band, newest.reasons, newest.attributes, count(*) AS n
FROM (
    SELECT survey_id, survey_version, score, band, reasons, attributes
    FROM rating
    WHERE survey_id = :survey_id AND rated_on >= :since_on AND rated_on < :until_on AND state = 'counted'
    ORDER BY rated_on DESC, id DESC
    LIMIT :most
) AS newest
INNER JOIN survey_version AS v ON v.survey_id = newest.survey_id AND v.version = newest.survey_version
GROUP BY newest.survey_version, v.scale, newest.score, newest.band, newest.reasons, newest.attributes;
