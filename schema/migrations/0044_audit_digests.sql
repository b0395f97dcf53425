CREATE TABLE `audit_digests` (
	`shop_id` text NOT NULL,
	`number` integer NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`data_entries` integer NOT NULL,
	`data_hash` text NOT NULL,
	`entries` integer NOT NULL,
	`hash` text NOT NULL,
	`previous` text NOT NULL,
	`signature` text NOT NULL,
	PRIMARY KEY(`shop_id`, `number`)
);
