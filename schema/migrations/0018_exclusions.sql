CREATE TABLE `exclusions` (
	`shop_id` text NOT NULL,
	`item_id` text NOT NULL,
	`status` text NOT NULL,
	`signals` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `item_id`)
) WITHOUT ROWID;
