CREATE TABLE `page_days` (
	`shop_id` text NOT NULL,
	`day` integer NOT NULL,
	`asked` integer NOT NULL,
	`unknown` integer NOT NULL,
	`unknown_ids` text NOT NULL,
	`events` integer NOT NULL,
	`events_refused` text NOT NULL,
	PRIMARY KEY(`shop_id`, `day`)
) WITHOUT ROWID;
