-- What a channel's messages are to each other and to people: replies, reactions, mentions.

-- THREADS --------------------------------------------------------------------------------------------------------

-- Of a reply: the message that it answers, which is no reply itself; and whether it stands in the channel as well.
ALTER TABLE message ADD COLUMN parent VARCHAR(26);
ALTER TABLE message ADD COLUMN in_channel BOOLEAN DEFAULT TRUE NOT NULL;
CREATE INDEX message_parent ON message (parent, seq);

-- A message with what the channel sees of the replies to it. Written in the transaction of each reply.
CREATE TABLE thread (
    root_id      VARCHAR(26)  NOT NULL PRIMARY KEY,
    channel_id   VARCHAR(26)  NOT NULL,
    replies      BIGINT       NOT NULL,
    last_at      BIGINT       NOT NULL,
    -- Ids of the latest ones who have replied, the latest last, with a space between.
    participants VARCHAR(300) NOT NULL
) ${table};

-- Who follows a thread, or does so no longer, and how far they have read it.
CREATE TABLE thread_member (
    root_id    VARCHAR(26) NOT NULL,
    user_id    VARCHAR(26) NOT NULL,
    channel_id VARCHAR(26) NOT NULL,
    follows    BOOLEAN     NOT NULL,
    read_seq   BIGINT      NOT NULL,
    PRIMARY KEY (root_id, user_id)
) ${table};
CREATE INDEX thread_member_user ON thread_member (user_id, root_id);

-- REACTIONS ------------------------------------------------------------------------------------------------------

CREATE TABLE reaction (
    message_id VARCHAR(26) NOT NULL,
    emoji      VARCHAR(64) NOT NULL,
    user_id    VARCHAR(26) NOT NULL,
    -- The place of its event on the channel's log: by it they are in order.
    seq        BIGINT      NOT NULL,
    PRIMARY KEY (message_id, emoji, user_id)
) ${table};
CREATE INDEX reaction_place ON reaction (message_id, seq);

-- MENTIONS -------------------------------------------------------------------------------------------------------

-- Whom a message names: ids with a space between, and the words channel and here.
ALTER TABLE message ADD COLUMN mentions VARCHAR(2800) DEFAULT '' NOT NULL;

-- The same, to be found by who is named; '@' stands for everybody in the channel.
CREATE TABLE mention (
    user_id    VARCHAR(26) NOT NULL,
    channel_id VARCHAR(26) NOT NULL,
    seq        BIGINT      NOT NULL,
    message_id VARCHAR(26) NOT NULL,
    PRIMARY KEY (user_id, channel_id, seq)
) ${table};
CREATE INDEX mention_message ON mention (message_id);
