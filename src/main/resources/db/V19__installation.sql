-- What the nodes of one installation share, and nobody else knows. There is one row; the first node that needs it makes it.
CREATE TABLE installation (
  place SMALLINT NOT NULL,
  id VARCHAR(26) NOT NULL,
  secret VARCHAR(64) NOT NULL,
  PRIMARY KEY (place)
) ${table};
