-- The nodes that run, as each says of itself now and then. A row is about one run of a node, and goes with it.
CREATE TABLE node (
    id         VARCHAR(26)  NOT NULL PRIMARY KEY,
    name       VARCHAR(100) NOT NULL,
    started_at BIGINT       NOT NULL,
    seen_at    BIGINT       NOT NULL,
    sockets    INT          NOT NULL,
    -- What an administrator wants; the node looks it up each second.
    drained    BOOLEAN      NOT NULL
) ${table};
