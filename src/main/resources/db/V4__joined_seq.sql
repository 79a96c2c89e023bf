-- The place on the channel's log at which a member came in: a removal before it belongs to an earlier membership.
ALTER TABLE member ADD COLUMN joined_seq BIGINT DEFAULT 0 NOT NULL;
