-- To count what is unread, without a look at each message: of a large channel that somebody never opens it may be all.
-- Stands in for message_place, which has no more in it; that a place is given once is the log's (event's primary key).
CREATE INDEX message_unread ON message (channel_id, seq, in_channel, deleted_at, author);
ALTER TABLE message DROP CONSTRAINT message_place;
