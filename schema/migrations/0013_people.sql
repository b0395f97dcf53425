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
-- Until now only messages of orders told two keys of one buyer, the e-mail address first. Two keys that stand only with each other
-- are one person; what is more complicated is joined by the job that seals the shop (worker/jobs/reseal.ts), which knows the rules.
INSERT INTO person_keys (shop_id, key, kind, person, partners, state, version)
WITH pairs AS (
  SELECT DISTINCT r.shop_id, r.state ->> '$.word.customer' AS email, a.value AS customer_id
  FROM platform_records r, json_each(r.state, '$.word.aliases') a
  WHERE r.kind = 'order' AND r.state ->> '$.word.customer' IS NOT NULL
), edges AS (
  SELECT shop_id, email AS key, 'email' AS kind, customer_id AS partner FROM pairs
  UNION SELECT shop_id, customer_id, 'customer_id', email FROM pairs
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY shop_id, key ORDER BY partner) AS place FROM edges
), named AS (
  SELECT shop_id, key, kind, count(*) AS number, min(partner) AS first,
    json_group_array(partner ORDER BY partner) FILTER (WHERE place <= 6) AS partners
  FROM placed GROUP BY shop_id, key, kind
)
SELECT a.shop_id, a.key, a.kind, CASE WHEN a.number = 1 AND b.number = 1 THEN min(a.key, b.key) ELSE a.key END, a.partners,
  CASE WHEN a.number > 5 THEN 'shared' WHEN a.number > 1 THEN 'several' ELSE 'single' END, 1
FROM named a JOIN named b ON b.shop_id = a.shop_id AND b.key = a.first;
--> statement-breakpoint
INSERT INTO people (shop_id, person, keys)
SELECT shop_id, person, json_group_array(key ORDER BY key) FROM person_keys GROUP BY shop_id, person HAVING count(*) > 1;
