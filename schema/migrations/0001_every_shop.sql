CREATE TABLE `customers` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`accepts_email` integer,
	`accepts_sms` integer,
	`tags` text NOT NULL,
	PRIMARY KEY(`shop_id`, `customer`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `erasures` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`erased_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `customer`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `imports` ADD `partial` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `imports` ADD `unpublished` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `imports` ADD `relations_written` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `imports` ADD `relations_removed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `items` ADD `as_of` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `slots` ADD `new_orders` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `as_of` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `relations` ADD `from_catalogue` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `shops` ADD `catalogue_at` integer;--> statement-breakpoint
ALTER TABLE `shops` ADD `price_days` integer DEFAULT 7 NOT NULL;
--> statement-breakpoint
UPDATE `items` SET `as_of` = unixepoch() * 1000;
