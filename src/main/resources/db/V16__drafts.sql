-- Words that somebody has written and not sent, for that person's other devices.
CREATE TABLE draft (
    user_id    VARCHAR(26) NOT NULL,
    channel_id VARCHAR(26) NOT NULL,
    -- The message whose thread they are for; empty for the channel itself.
    parent     VARCHAR(26) NOT NULL,
    text       ${text}     NOT NULL,
    written_at BIGINT      NOT NULL,
    PRIMARY KEY (user_id, channel_id, parent)
) ${table};
