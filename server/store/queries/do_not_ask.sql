-- name: add(customer, now)!
-- Somebody does not want to be asked again.
INSERT INTO do_not_ask (customer, created_at) VALUES (:customer, :now) ON CONFLICT (customer) DO NOTHING;

-- name: remove(customer)!
-- They changed their mind.
DELETE FROM do_not_ask WHERE customer = :customer;

-- name: has(customer)
-- Whether somebody is listed.
SELECT created_at FROM do_not_ask WHERE customer = :customer;
