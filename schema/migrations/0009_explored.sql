CREATE TABLE `explored_days` (
	`shop_id` text NOT NULL,
	`day` integer NOT NULL,
	`placement` text NOT NULL,
	`intent` text NOT NULL,
	`seed_item_id` text NOT NULL,
	`item_id` text NOT NULL,
	`chance` integer NOT NULL,
	`seen` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `day`, `placement`, `intent`, `seed_item_id`, `item_id`, `chance`)
) WITHOUT ROWID;
