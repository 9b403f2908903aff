-- The second rules of keys: more names have more spellings (docs/decisions/0342). Where nothing was derived yet, they are the
-- first that anything is derived by; elsewhere `heed doctor` says that keys are due.
UPDATE people.key_rules SET version = 2 WHERE NOT EXISTS (SELECT FROM people.mentions);
