-- name: current()
-- Every survey in the version that is asked now.
SELECT s.id, s.slug, s.version, s.secret_no, v.document
FROM survey AS s
INNER JOIN survey_version AS v ON v.survey_id = s.id AND v.version = s.version
ORDER BY s.slug;

-- name: insert(id, slug, now)!
-- A survey in its first version.
INSERT INTO survey (id, slug, version, created_at, updated_at) VALUES (:id, :slug, 1, :now, :now);

-- name: insert_version(survey_id, version, name, metric, scale, document, now)!
-- A wording of a survey.
INSERT INTO survey_version (survey_id, version, name, metric, scale, document, created_at)
VALUES (:survey_id, :version, :name, :metric, :scale, :document, :now);

-- name: advance(id, version, now)!
-- A newer wording is asked from now on.
UPDATE survey SET version = :version, updated_at = :now WHERE id = :id;

-- name: renew_secret(slug, now)
-- Sign contexts with another secret from now on.
UPDATE survey SET secret_no = secret_no + 1, updated_at = :now WHERE slug = :slug
RETURNING secret_no;

-- name: version(survey_id, version)
-- A survey as it was when a rating answered it.
SELECT document FROM survey_version WHERE survey_id = :survey_id AND version = :version;
