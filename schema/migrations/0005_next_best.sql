CREATE TABLE `held_pairs` (
	`shop_id` text NOT NULL,
	`item_id` text NOT NULL,
	`companion_id` text NOT NULL,
	`status` text NOT NULL,
	`held_at` integer NOT NULL,
	`co_orders` integer NOT NULL,
	`customers` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `item_id`, `companion_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `item_references` (
	`shop_id` text NOT NULL,
	`reference` text NOT NULL,
	`item_id` text NOT NULL,
	PRIMARY KEY(`shop_id`, `reference`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tunings` (
	`shop_id` text NOT NULL,
	`tuning_id` text NOT NULL,
	`status` text NOT NULL,
	`cause` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`orders` integer NOT NULL,
	`folds` text NOT NULL,
	`settings` text,
	`problem` text,
	PRIMARY KEY(`shop_id`, `tuning_id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `items` ADD `collections` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `lists` ADD `tails` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `gate` text;--> statement-breakpoint
ALTER TABLE `models` ADD `note` text;--> statement-breakpoint
ALTER TABLE `slots` ADD `refused` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `slots` ADD `refused_since` integer;--> statement-breakpoint
ALTER TABLE `shops` ADD `panel_rules` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX `orders_by_customer` ON `orders` (`shop_id`,`customer`) WHERE customer is not null;