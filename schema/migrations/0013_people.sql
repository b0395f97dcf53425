CREATE TABLE `people` (
	`shop_id` text NOT NULL,
	`person` text NOT NULL,
	`keys` text NOT NULL,
	PRIMARY KEY(`shop_id`, `person`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `person_keys` (
	`shop_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`person` text NOT NULL,
	`partners` text NOT NULL,
	`state` text NOT NULL,
	`sealed` text,
	`version` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `person_keys_in_conflict` ON `person_keys` (`shop_id`,`key`) WHERE state <> 'single';--> statement-breakpoint
ALTER TABLE `erasures` ADD `spreads` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `shops` ADD `identity_key` text;--> statement-breakpoint
ALTER TABLE `shops` ADD `sealed_with` text;--> statement-breakpoint
-- Until now only messages of orders told two keys of one buyer, the e-mail address first: they become people. The rules are those of
-- worker/ingest/identity/join-people.ts: a key with more than five partners joins nobody.
INSERT INTO person_keys (shop_id, key, kind, person, partners, state, version)
WITH RECURSIVE pairs AS (
  SELECT DISTINCT r.shop_id, r.state ->> '$.word.customer' AS email, a.value AS customer_id
  FROM platform_records r, json_each(r.state, '$.word.aliases') a
  WHERE r.kind = 'order' AND r.state ->> '$.word.customer' IS NOT NULL
), edges AS (
  SELECT shop_id, email AS key, 'email' AS kind, customer_id AS partner FROM pairs
  UNION SELECT shop_id, customer_id, 'customer_id', email FROM pairs
), named AS (
  SELECT shop_id, key, kind, count(*) AS partners FROM edges GROUP BY shop_id, key, kind
), joining AS (
  SELECT e.shop_id, e.key, e.partner FROM edges e
  JOIN named a ON a.shop_id = e.shop_id AND a.key = e.key AND a.partners <= 5
  JOIN named b ON b.shop_id = e.shop_id AND b.key = e.partner AND b.partners <= 5
), reached AS (
  SELECT shop_id, key AS start, key FROM named
  UNION SELECT r.shop_id, r.start, j.partner FROM reached r JOIN joining j ON j.shop_id = r.shop_id AND j.key = r.key
), labelled AS (
  SELECT shop_id, start, min(key) AS person FROM reached GROUP BY shop_id, start
)
SELECT n.shop_id, n.key, n.kind, l.person,
  (SELECT json_group_array(partner) FROM (
    SELECT partner FROM edges e WHERE e.shop_id = n.shop_id AND e.key = n.key ORDER BY partner LIMIT 6)),
  CASE WHEN n.partners > 5 THEN 'shared' WHEN n.partners > 1 THEN 'several' ELSE 'single' END, 1
FROM named n JOIN labelled l ON l.shop_id = n.shop_id AND l.start = n.key;
--> statement-breakpoint
INSERT INTO people (shop_id, person, keys)
SELECT shop_id, person, json_group_array(key ORDER BY key) FROM person_keys GROUP BY shop_id, person HAVING count(*) > 1;
