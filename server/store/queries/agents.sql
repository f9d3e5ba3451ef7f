-- name: put(key, name, email, team, slack_id, now)!
-- Add an agent, or change the one of that key.
INSERT INTO agent (key, name, email, team, slack_id, created_at, updated_at)
VALUES (:key, :name, :email, :team, :slack_id, :now, :now)
ON CONFLICT (key) DO UPDATE SET
    name = excluded.name, email = excluded.email, team = excluded.team, slack_id = excluded.slack_id,
    updated_at = excluded.updated_at;

-- name: listing()
-- Every agent, by name.
SELECT key, name, email, team, slack_id FROM agent ORDER BY name, key;

-- name: unknown_keys()
-- Keys that ratings name and no agent has, with how many ratings name each.
SELECT t.agent_key AS key, sum(t.n) AS n
FROM tally AS t
LEFT JOIN agent AS a ON a.key = t.agent_key
WHERE a.key IS NULL AND t.agent_key <> ''
GROUP BY t.agent_key
HAVING sum(t.n) > 0
ORDER BY n DESC, t.agent_key;

-- name: by_slack_id(slack_id)
-- Who somebody in Slack is.
SELECT key, name, email, team, slack_id FROM agent WHERE slack_id = :slack_id ORDER BY key LIMIT 1;
