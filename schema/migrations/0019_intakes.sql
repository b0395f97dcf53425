CREATE TABLE `intakes` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`day` integer NOT NULL,
	`day_units` integer NOT NULL,
	`minute` integer NOT NULL,
	`minute_units` integer NOT NULL,
	`weight` integer NOT NULL,
	`daily_limit` integer,
	`limit_day` integer
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `beacons` ADD `network` text;--> statement-breakpoint
ALTER TABLE `beacons` ADD `weight` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `beacons` ADD `attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `beacons` ADD `set_aside_at` integer;--> statement-breakpoint
ALTER TABLE `purchases` ADD `received_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `purchases` SET `received_at` = `at`;--> statement-breakpoint
ALTER TABLE `purchases` ADD `proof` text;--> statement-breakpoint
ALTER TABLE `purchases` ADD `network` text;--> statement-breakpoint
-- The touches of a visitor who bought stay in the journey from now on; where that is deleted already, they are those of the newest purchase.
INSERT INTO `journeys` (`shop_id`, `visitor`, `customer`, `first_at`, `last_at`, `seen_at`, `touches`)
SELECT `shop_id`, `visitor`, `customer`, `at`, max(`at`), '{}', `touches` FROM `purchases` p
WHERE NOT EXISTS (SELECT 1 FROM `journeys` j WHERE j.`shop_id` = p.`shop_id` AND j.`visitor` = p.`visitor`)
GROUP BY `shop_id`, `visitor`;--> statement-breakpoint
ALTER TABLE `purchases` DROP COLUMN `touches`;