-- Names are unique among public channels only: that a private channel has one is nobody's business who is not in it.
UPDATE channel SET identity = CONCAT('!', id) WHERE kind = 'PRIVATE';
