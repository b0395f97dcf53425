CREATE TABLE `beacons` (
	`shop_id` text NOT NULL,
	`beacon_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`visitor` text,
	`customer` text,
	`events` text NOT NULL,
	PRIMARY KEY(`shop_id`, `beacon_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_days` (
	`shop_id` text NOT NULL,
	`day` integer NOT NULL,
	`placement` text NOT NULL,
	`intent` text NOT NULL,
	`source` text NOT NULL,
	`seed_item_id` text NOT NULL,
	`item_id` text NOT NULL,
	`experiment_id` text NOT NULL,
	`arm` text NOT NULL,
	`shown` integer NOT NULL,
	`seen` integer NOT NULL,
	`clicked` integer NOT NULL,
	`added` integer NOT NULL,
	`dismissed` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `day`, `placement`, `intent`, `source`, `seed_item_id`, `item_id`, `experiment_id`, `arm`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_marks` (
	`shop_id` text NOT NULL,
	`period` integer NOT NULL,
	`bucket` integer NOT NULL,
	`marks` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `period`, `bucket`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `experiments` (
	`shop_id` text NOT NULL,
	`experiment_id` text NOT NULL,
	`name` text NOT NULL,
	`placement` text NOT NULL,
	`intent` text NOT NULL,
	`status` text NOT NULL,
	`ramp` integer NOT NULL,
	`arms` text NOT NULL,
	`plan` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`stopped_at` integer,
	`stop_cause` text,
	PRIMARY KEY(`shop_id`, `experiment_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `exposures` (
	`shop_id` text NOT NULL,
	`experiment_id` text NOT NULL,
	`visitor` text NOT NULL,
	`arm` text NOT NULL,
	`at` integer NOT NULL,
	`customer` text,
	`seen_before` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `experiment_id`, `visitor`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `factors` (
	`shop_id` text NOT NULL,
	`placement` text NOT NULL,
	`seed_item_id` text NOT NULL,
	`item_id` text NOT NULL,
	`factor` real NOT NULL,
	`visitors` integer NOT NULL,
	`kept` integer NOT NULL,
	`days` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `placement`, `seed_item_id`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `answered_panels` (
	`shop_id` text NOT NULL,
	`recommendation_id` text NOT NULL,
	`placement` text NOT NULL,
	`intent` text NOT NULL,
	`seed_item_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `recommendation_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `journeys` (
	`shop_id` text NOT NULL,
	`visitor` text NOT NULL,
	`customer` text,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`seen_at` text NOT NULL,
	`touches` text NOT NULL,
	PRIMARY KEY(`shop_id`, `visitor`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `purchases` (
	`shop_id` text NOT NULL,
	`transaction_id` text NOT NULL,
	`visitor` text NOT NULL,
	`customer` text,
	`at` integer NOT NULL,
	`currency` text,
	`value` integer,
	`tax` integer,
	`item_ids` text NOT NULL,
	`touches` text NOT NULL,
	PRIMARY KEY(`shop_id`, `transaction_id`, `visitor`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `purchases_by_visitor` ON `purchases` (`shop_id`,`visitor`);--> statement-breakpoint
CREATE TABLE `token_keys` (
	`shop_id` text NOT NULL,
	`token_key_id` text NOT NULL,
	`sealed` text NOT NULL,
	`hint` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `token_key_id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `shops` ADD `experiments` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `shops` ADD `learned` text DEFAULT '[]' NOT NULL;