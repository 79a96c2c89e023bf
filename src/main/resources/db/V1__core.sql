-- Ids are ULIDs in lower case: 26 characters, sortable by time. Times are milliseconds since 1970 in UTC.
-- Written in the SQL that H2, MariaDB and MySQL have in common; ${text} and ${table} stand for what they do not.

-- LOGS -----------------------------------------------------------------------------------------------------------

CREATE TABLE log_head (
    id    VARCHAR(26) NOT NULL PRIMARY KEY,
    seq   BIGINT      NOT NULL,
    -- Rights in the channel that were known before this seq are void.
    fence BIGINT      NOT NULL
) ${table};

CREATE TABLE event (
    log_id     VARCHAR(26) NOT NULL,
    seq        BIGINT      NOT NULL,
    kind       VARCHAR(40) NOT NULL,
    created_at BIGINT      NOT NULL,
    actor      VARCHAR(26) NOT NULL,
    body       ${text}     NOT NULL,
    client_id  VARCHAR(36),
    PRIMARY KEY (log_id, seq)
) ${table};

-- ACCOUNTS -------------------------------------------------------------------------------------------------------

CREATE TABLE account (
    id            VARCHAR(26)  NOT NULL PRIMARY KEY,
    username      VARCHAR(64)  NOT NULL,
    -- What two usernames must not share: case and look-alikes folded away.
    skeleton      VARCHAR(160) NOT NULL,
    email         VARCHAR(254) NOT NULL,
    email_folded  VARCHAR(254) NOT NULL,
    display_name  VARCHAR(160) NOT NULL,
    name_folded   VARCHAR(320) NOT NULL,
    role          VARCHAR(10)  NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    deactivated   BOOLEAN      NOT NULL,
    created_at    BIGINT       NOT NULL,
    CONSTRAINT account_skeleton UNIQUE (skeleton),
    CONSTRAINT account_email UNIQUE (email_folded)
) ${table};
CREATE INDEX account_username ON account (username);
CREATE INDEX account_name ON account (name_folded);

-- Sessions of browsers and tokens of machines: only the SHA-256 of the secret is kept.
CREATE TABLE login (
    id           VARCHAR(26)  NOT NULL PRIMARY KEY,
    account_id   VARCHAR(26)  NOT NULL,
    kind         VARCHAR(10)  NOT NULL,
    secret_hash  VARCHAR(64)  NOT NULL,
    name         VARCHAR(160) NOT NULL,
    address      VARCHAR(64)  NOT NULL,
    created_at   BIGINT       NOT NULL,
    last_seen_at BIGINT       NOT NULL,
    expires_at   BIGINT       NOT NULL,
    CONSTRAINT login_secret UNIQUE (secret_hash)
) ${table};
CREATE INDEX login_account ON login (account_id, kind, id);

-- A browser that has signed in here before: it is not locked out by others' failures.
CREATE TABLE device (
    secret_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    account_id  VARCHAR(26) NOT NULL,
    created_at  BIGINT      NOT NULL
) ${table};
CREATE INDEX device_account ON device (account_id, created_at);

-- CHANNELS -------------------------------------------------------------------------------------------------------

CREATE TABLE channel (
    id         VARCHAR(26)   NOT NULL PRIMARY KEY,
    kind       VARCHAR(10)   NOT NULL,
    name       VARCHAR(160),
    topic      VARCHAR(1000),
    archived   BOOLEAN       NOT NULL,
    created_by VARCHAR(26)   NOT NULL,
    created_at BIGINT        NOT NULL,
    -- The name without case, or the members of a direct channel: what there may be only once.
    identity   VARCHAR(320)  NOT NULL,
    CONSTRAINT channel_identity UNIQUE (identity)
) ${table};

CREATE TABLE member (
    channel_id VARCHAR(26) NOT NULL,
    user_id    VARCHAR(26) NOT NULL,
    role       VARCHAR(10) NOT NULL,
    joined_at  BIGINT      NOT NULL,
    read_seq   BIGINT      NOT NULL,
    PRIMARY KEY (channel_id, user_id)
) ${table};
CREATE INDEX member_user ON member (user_id, channel_id);

-- MESSAGES -------------------------------------------------------------------------------------------------------

CREATE TABLE message (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    channel_id VARCHAR(26) NOT NULL,
    seq        BIGINT      NOT NULL,
    author     VARCHAR(26) NOT NULL,
    client_id  VARCHAR(36) NOT NULL,
    -- Of what was sent first: a repeat must be the same, also after an edit.
    sent_hash  VARCHAR(64) NOT NULL,
    text       ${text}     NOT NULL,
    created_at BIGINT      NOT NULL,
    edited_at  BIGINT,
    edited_seq BIGINT,
    deleted_at BIGINT,
    CONSTRAINT message_place UNIQUE (channel_id, seq),
    CONSTRAINT message_client UNIQUE (client_id, author)
) ${table};

-- Locked by what concerns the workspace as a whole, such as who the first account is.
INSERT INTO log_head (id, seq, fence) VALUES ('workspace', 0, 0);
