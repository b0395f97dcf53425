CREATE TABLE `feeds` (
	`shop_id` text NOT NULL,
	`feed_id` text NOT NULL,
	`url` text NOT NULL,
	`kind` text NOT NULL,
	`every_minutes` integer NOT NULL,
	`own_host` text NOT NULL,
	`created_at` integer NOT NULL,
	`etag` text,
	`last_modified` text,
	`next_at` integer NOT NULL,
	`last_ok_at` integer,
	`last_import_id` text,
	`last_status` text NOT NULL,
	`problem` text,
	`failures` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `feed_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `hooks` (
	`shop_id` text NOT NULL,
	`platform` text NOT NULL,
	`secret` text NOT NULL,
	`secret_before` text,
	`changed_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`received_at` integer,
	`counts` text NOT NULL,
	`problem` text,
	`problem_at` integer,
	`last_write` text,
	PRIMARY KEY(`shop_id`, `platform`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `platform_records` (
	`shop_id` text NOT NULL,
	`platform` text NOT NULL,
	`kind` text NOT NULL,
	`platform_id` text NOT NULL,
	`as_of` integer NOT NULL,
	`base_at` integer NOT NULL,
	`version` integer NOT NULL,
	`target_id` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`shop_id`, `platform`, `kind`, `platform_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `privacy_requests` (
	`shop_id` text NOT NULL,
	`request_id` text NOT NULL,
	`kind` text NOT NULL,
	`received_at` integer NOT NULL,
	`customer` text,
	`order_ids` text NOT NULL,
	`orders` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `request_id`)
) WITHOUT ROWID;
