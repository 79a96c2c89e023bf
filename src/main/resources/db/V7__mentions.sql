-- The newest messages that name somebody, whatever the channel.
CREATE INDEX mention_newest ON mention (user_id, message_id);
