-- name: enqueue(kind, lane, subject, run_at, created_at, urgency)!
-- Ask for work. Asked for again before it is done, it is done once, with what is true by then.
INSERT INTO job (kind, lane, subject, version, run_at, attempts, created_at, urgency)
VALUES (:kind, :lane, :subject, 1, :run_at, 0, :created_at, :urgency)
ON CONFLICT (kind, lane, subject)
DO UPDATE SET version = job.version + 1, attempts = 0, error = NULL, failed_at = NULL, 
    urgency = CASE WHEN job.urgency > excluded.urgency THEN job.urgency ELSE excluded.urgency END,
    run_at = CASE WHEN job.run_at < excluded.run_at THEN job.run_at ELSE excluded.run_at END;

-- name: lanes(now)
-- Every lane that has something to run, and the instant of its earliest job that is not due yet. It steps from lane to
-- lane in the index, so a long lane costs no more than a short one.
WITH RECURSIVE lanes (lane) AS (
    SELECT min(lane) FROM job WHERE failed_at IS NULL
    UNION ALL
    SELECT (SELECT min(job.lane) FROM job WHERE job.failed_at IS NULL AND job.lane > lanes.lane)
    FROM lanes
    WHERE lanes.lane IS NOT NULL
)
SELECT lane,
    (SELECT min(run_at) FROM job WHERE job.lane = lanes.lane AND failed_at IS NULL AND run_at <= :now) AS due_at,
    (SELECT min(run_at) FROM job WHERE job.lane = lanes.lane AND failed_at IS NULL AND run_at > :now) AS next_at
FROM lanes
WHERE lane IS NOT NULL;

-- name: next_in_lane(lane, now)
-- The most urgent job of a lane, and of those the one that has waited longest.
SELECT kind, lane, subject, version, attempts, created_at
FROM job
WHERE lane = :lane AND failed_at IS NULL AND run_at <= :now
ORDER BY urgency DESC, run_at, subject
LIMIT 1;

-- name: finish(kind, lane, subject, version)!
-- Done, unless it was asked for again meanwhile.
DELETE FROM job WHERE kind = :kind AND lane = :lane AND subject = :subject AND version = :version;

-- name: note_error(kind, lane, subject, error)!
-- Its lane has to wait; it keeps its place, and it has not been tried in vain.
UPDATE job SET error = :error
WHERE kind = :kind AND lane = :lane AND subject = :subject;

-- name: postpone(kind, lane, subject, run_at, error)!
-- To be tried again.
UPDATE job
SET run_at = :run_at, attempts = attempts + 1, error = :error
WHERE kind = :kind AND lane = :lane AND subject = :subject;

-- name: hold(kind, lane, subject, version, run_at)!
-- It is too early for it. Asked for again meanwhile, it is looked at again.
UPDATE job SET run_at = :run_at
WHERE kind = :kind AND lane = :lane AND subject = :subject AND version = :version;

-- name: give_up(kind, lane, subject, version, error, failed_at)!
-- Never to succeed as it is; kept, to be shown and replayed. Asked for again meanwhile, it gets another chance.
UPDATE job
SET failed_at = :failed_at, attempts = attempts + 1, error = :error
WHERE kind = :kind AND lane = :lane AND subject = :subject AND version = :version;

-- name: replay(now)
-- Give what was given up another chance.
UPDATE job SET failed_at = NULL, attempts = 0, error = NULL, run_at = :now WHERE failed_at IS NOT NULL
RETURNING lane;

-- name: counts()
-- How much waits and how much was given up, by lane. A rule that waits for its hour is no news that waits.
SELECT lane, count(*) FILTER (WHERE failed_at IS NULL) AS waiting, count(*) FILTER (WHERE failed_at IS NOT NULL) AS given_up
FROM job
WHERE kind <> 'scores' OR error IS NOT NULL
GROUP BY lane
ORDER BY lane;

-- name: troubles(most)
-- What was given up, and what waits because something went wrong, by lane and reason; the latest that was given up first.
SELECT lane, error, failed_at IS NOT NULL AS given_up, count(*) AS n, coalesce(max(failed_at), max(created_at)) AS at
FROM job
WHERE error IS NOT NULL
GROUP BY lane, error, failed_at IS NOT NULL
ORDER BY given_up DESC, at DESC, lane, error
LIMIT :most;
