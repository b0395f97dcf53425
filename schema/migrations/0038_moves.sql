CREATE TABLE `move_changes` (
	`shop_id` text NOT NULL,
	`change_id` integer NOT NULL,
	`table_name` text NOT NULL,
	`key` text NOT NULL,
	PRIMARY KEY(`shop_id`, `change_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `moves` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`source` integer NOT NULL,
	`target` integer NOT NULL,
	`home` integer NOT NULL,
	`phase` text NOT NULL,
	`table_name` text NOT NULL,
	`last_key` text,
	`rows` integer NOT NULL,
	`bytes` integer NOT NULL,
	`began_at` integer NOT NULL,
	`frozen_at` integer,
	`moved_at` integer,
	`problem` text
) WITHOUT ROWID;
