-- Channels that all had left and others had come into have members and no owner: whoever follows an owner that leaves
-- becomes it, which is an event like any other. The heads come first, for their locks keep other nodes away. Their time
-- is that of the event before, for the databases share no clock.
UPDATE log_head SET fence = seq + 1, seq = seq + 1 WHERE id IN (
    SELECT channel_id FROM member GROUP BY channel_id HAVING MIN(CASE WHEN role = 'OWNER' THEN 0 ELSE 1 END) = 1);

INSERT INTO event (log_id, seq, kind, created_at, actor, body)
SELECT heir.channel_id, log_head.seq, 'member.role',
       (SELECT MAX(event.created_at) FROM event WHERE event.log_id = heir.channel_id), heir.user_id,
       CONCAT('{"user":"', heir.user_id, '","role":"owner"}')
FROM (SELECT channel_id, user_id,
             ROW_NUMBER() OVER (PARTITION BY channel_id ORDER BY role, joined_at, user_id) AS place,
             MIN(CASE WHEN role = 'OWNER' THEN 0 ELSE 1 END) OVER (PARTITION BY channel_id) AS is_needed
      FROM member) heir
JOIN log_head ON log_head.id = heir.channel_id
WHERE heir.place = 1 AND heir.is_needed = 1;

UPDATE member SET role = 'OWNER' WHERE (channel_id, user_id) IN (
    SELECT channel_id, user_id
    FROM (SELECT channel_id, user_id,
                 ROW_NUMBER() OVER (PARTITION BY channel_id ORDER BY role, joined_at, user_id) AS place,
                 MIN(CASE WHEN role = 'OWNER' THEN 0 ELSE 1 END) OVER (PARTITION BY channel_id) AS is_needed
          FROM member) heir
    WHERE heir.place = 1 AND heir.is_needed = 1);
