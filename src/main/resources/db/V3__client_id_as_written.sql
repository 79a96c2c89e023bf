-- The column client_id is in lower case, so that a repeat is one in any case. What its author wrote comes back as it was.
ALTER TABLE message ADD COLUMN client_id_written VARCHAR(36);
