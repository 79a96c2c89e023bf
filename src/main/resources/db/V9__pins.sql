-- Messages that a channel keeps at hand.
CREATE TABLE pin (
    message_id VARCHAR(26) NOT NULL PRIMARY KEY,
    channel_id VARCHAR(26) NOT NULL,
    -- The place of its event on the channel's log: by it they are in order.
    seq        BIGINT      NOT NULL,
    user_id    VARCHAR(26) NOT NULL,
    pinned_at  BIGINT      NOT NULL
) ${table};
CREATE INDEX pin_place ON pin (channel_id, seq);
