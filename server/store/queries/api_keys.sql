-- name: insert(id, name, hash, scope, now)!
-- A new key, of which only the hash is kept.
INSERT INTO api_key (id, name, hash, scope, created_at) VALUES (:id, :name, :hash, :scope, :now);

-- name: by_hash(hash)
-- The key that was sent.
SELECT id, name, scope FROM api_key WHERE hash = :hash;

-- name: delete(hash)!
-- The key lets nobody in any more.
DELETE FROM api_key WHERE hash = :hash;
