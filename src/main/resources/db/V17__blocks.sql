-- Whom somebody wants to hear nothing of.
CREATE TABLE blocked (
    user_id    VARCHAR(26) NOT NULL,
    blocked_id VARCHAR(26) NOT NULL,
    -- The place of its event on the user's log: by it they are in order.
    seq        BIGINT      NOT NULL,
    PRIMARY KEY (user_id, blocked_id)
) ${table};
CREATE INDEX blocked_place ON blocked (user_id, seq);
