-- What people have chosen for themselves. Who has chosen nothing has no row.
CREATE TABLE preference (
    user_id       VARCHAR(26)  NOT NULL PRIMARY KEY,
    receipts      BOOLEAN      NOT NULL,
    enter_sends   BOOLEAN      NOT NULL,
    density       VARCHAR(20)  NOT NULL,
    announcements VARCHAR(20)  NOT NULL,
    -- Sections of the sidebar, with a space between.
    collapsed     VARCHAR(200) NOT NULL
) ${table};

-- The same for one channel.
ALTER TABLE member ADD COLUMN muted BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE member ADD COLUMN favourite BOOLEAN DEFAULT FALSE NOT NULL;

-- How far they have read at all: the read mark may be set back, and stands at the head when somebody comes in.
ALTER TABLE member ADD COLUMN seen_seq BIGINT DEFAULT 0 NOT NULL;
