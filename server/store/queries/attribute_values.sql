-- name: of_key(survey_id, key)
-- The values of an attribute that are noted.
SELECT value FROM attribute_value WHERE survey_id = :survey_id AND key = :key;

-- name: insert(survey_id, key, value)!
-- Note one.
INSERT INTO attribute_value (survey_id, key, value) VALUES (:survey_id, :key, :value)
ON CONFLICT (survey_id, key, value) DO NOTHING;

-- name: wide(survey_id, most)
-- The attributes of a survey that have more values than are tallied.
SELECT key FROM attribute_value WHERE survey_id = :survey_id GROUP BY key HAVING count(*) > :most;

-- name: forget_all()!
-- All are about to be noted anew.
DELETE FROM attribute_value;

-- name: narrowest(survey_id)
-- The attributes of a survey that have a few values, those with the fewest first.
SELECT key FROM attribute_value
WHERE survey_id = :survey_id
GROUP BY key
HAVING count(*) BETWEEN 2 AND 12
ORDER BY count(*), key
LIMIT 3;
