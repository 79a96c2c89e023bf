-- What people say of themselves. What is over by its time is over without a change here.
CREATE TABLE user_status (
    user_id    VARCHAR(26) NOT NULL PRIMARY KEY,
    -- online: as the user's devices have it.
    state      VARCHAR(10) NOT NULL,
    until_at   BIGINT,
    emoji      VARCHAR(48),
    text       VARCHAR(400),
    text_until BIGINT
) ${table};
