-- Files that people have uploaded. The bytes are in the vault, under a key that nobody can guess.

CREATE TABLE attachment (
    -- 128 random bits, not a ULID: an id must not be guessed from another one.
    id         VARCHAR(26)  NOT NULL PRIMARY KEY,
    vault_key  VARCHAR(32)  NOT NULL,
    owner      VARCHAR(26)  NOT NULL,
    -- Null until a message has it.
    message_id VARCHAR(26),
    -- Its place among those of the message.
    place      INT          NOT NULL,
    name       VARCHAR(400) NOT NULL,
    type       VARCHAR(100) NOT NULL,
    size       BIGINT       NOT NULL,
    -- What the quota counts: the file and its thumbnail.
    stored     BIGINT       NOT NULL,
    width      INT,
    height     INT,
    -- Of the small picture, where there is one.
    thumbnail_key  VARCHAR(32),
    thumbnail_type VARCHAR(100),
    created_at BIGINT       NOT NULL,
    -- Whether its bytes shall go, and nobody may read them any more.
    doomed     BOOLEAN      NOT NULL
) ${table};
CREATE INDEX attachment_message ON attachment (message_id, place);
CREATE INDEX attachment_owner ON attachment (owner, doomed);
CREATE INDEX attachment_loose ON attachment (doomed, message_id, created_at);
-- For the search after bytes that belong to nothing.
CREATE UNIQUE INDEX attachment_key ON attachment (vault_key);
CREATE UNIQUE INDEX attachment_thumbnail ON attachment (thumbnail_key);

-- What is said of a message's files, as the wire has it: it never changes. Null for none.
ALTER TABLE message ADD COLUMN attachments ${text};
