-- Which of a survey's secrets is in force.
ALTER TABLE survey ADD COLUMN secret_no INTEGER NOT NULL DEFAULT 1 CHECK (secret_no >= 1);
