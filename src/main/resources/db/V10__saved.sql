-- Messages that somebody has put aside.
CREATE TABLE saved (
    user_id    VARCHAR(26) NOT NULL,
    message_id VARCHAR(26) NOT NULL,
    channel_id VARCHAR(26) NOT NULL,
    -- The place of its event on the user's log: by it they are in order.
    seq        BIGINT      NOT NULL,
    PRIMARY KEY (user_id, message_id)
) ${table};
CREATE INDEX saved_place ON saved (user_id, seq);
CREATE INDEX saved_message ON saved (message_id);
