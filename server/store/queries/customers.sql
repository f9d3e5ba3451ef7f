-- name: rated(survey_id, since, since_id, most)
-- The newest ratings that count, of customers who are known; the survey may be NULL. `untouched` is 1 while nobody in the
-- team has done anything about one.
SELECT r.id, r.survey_id, r.customer_id, r.customer_email, r.customer_name, r.score, r.band, r.attributes, r.created_at,
    v.metric, v.scale,
    CASE WHEN f.claimed_by IS NULL AND f.resolved_by IS NULL AND f.replied_by IS NULL THEN 1 ELSE 0 END AS untouched
FROM rating AS r
INNER JOIN survey_version AS v ON v.survey_id = r.survey_id AND v.version = r.survey_version
LEFT JOIN follow_up AS f ON f.rating_id = r.id
WHERE (r.customer_id IS NOT NULL OR r.customer_email IS NOT NULL)
    AND r.state = 'counted'
    AND r.id >= :since_id
    AND r.created_at >= :since
    AND (CAST(:survey_id AS TEXT) IS NULL OR r.survey_id = :survey_id)
ORDER BY r.id DESC
LIMIT :most;

-- name: asked(survey_id, since, most)
-- The newest asks of customers who are known; the survey may be NULL.
SELECT id, survey_id, customer_id, customer_email, created_at
FROM link
WHERE kind = 'ask'
    AND (customer_id IS NOT NULL OR customer_email IS NOT NULL)
    AND withdrawn_at IS NULL
    AND created_at >= :since
    AND (CAST(:survey_id AS TEXT) IS NULL OR survey_id = :survey_id)
ORDER BY created_at DESC
LIMIT :most;
