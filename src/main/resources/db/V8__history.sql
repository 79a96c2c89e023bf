-- What an edited message has said before: gone with the message.
CREATE TABLE revision (
    message_id VARCHAR(26) NOT NULL,
    -- The place on the channel's log at which it was said.
    seq        BIGINT      NOT NULL,
    said_at    BIGINT      NOT NULL,
    text       ${text}     NOT NULL,
    PRIMARY KEY (message_id, seq)
) ${table};
