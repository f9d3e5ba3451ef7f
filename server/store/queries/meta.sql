-- name: value(name)
-- One of the numbers the installation keeps about itself.
SELECT value FROM meta WHERE name = :name;

-- name: put(name, value)!
-- Set one.
INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: grow(name)!
-- Count one up, so that a running server sees that something it keeps in memory has changed.
UPDATE meta SET value = value + 1 WHERE name = :name;
