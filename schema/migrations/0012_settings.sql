CREATE TABLE `audit` (
	`shop_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before` text,
	`after` text,
	PRIMARY KEY(`shop_id`, `entry_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `shop_settings` (
	`shop_id` text NOT NULL,
	`version` integer NOT NULL,
	`settings` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`restored` integer,
	PRIMARY KEY(`shop_id`, `version`)
) WITHOUT ROWID;
--> statement-breakpoint
-- What a shop has today is the first version of its settings. Until now only the operator could change it.
INSERT INTO shop_settings (shop_id, version, settings, actor_kind, actor_id, created_at)
SELECT shop_id, 1, json_object('name', name, 'locale', locale, 'time_zone', time_zone, 'allowed_origins', json(allowed_origins),
  'public_evidence', public_evidence, 'price_days', price_days, 'panel_rules', json(panel_rules), 'panels', json(panels)),
  'operator', '', created_at
FROM shops;
--> statement-breakpoint
ALTER TABLE `shops` ADD `serving` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE shops SET serving = (
  SELECT json_set(v.settings, '$.version', v.version, '$.experiments', json(shops.experiments), '$.learned', json(shops.learned))
  FROM shop_settings v WHERE v.shop_id = shops.shop_id);
--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `name`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `locale`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `time_zone`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `allowed_origins`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `public_evidence`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `price_days`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `panel_rules`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `panels`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `experiments`;--> statement-breakpoint
ALTER TABLE `shops` DROP COLUMN `learned`;
