CREATE TABLE `rule_pins` (
	`shop_id` text NOT NULL,
	`scope` text NOT NULL,
	`item_id` text NOT NULL,
	PRIMARY KEY(`shop_id`, `scope`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rule_sets` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`token` text NOT NULL,
	`rules` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rules` (
	`shop_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`version` integer NOT NULL,
	`rule` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `rule_id`, `version`)
) WITHOUT ROWID;
