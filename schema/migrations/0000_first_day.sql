CREATE TABLE `import_chunks` (
	`shop_id` text NOT NULL,
	`import_id` text NOT NULL,
	`bucket` integer NOT NULL,
	`seq` integer NOT NULL,
	`fragments` text NOT NULL,
	PRIMARY KEY(`shop_id`, `import_id`, `bucket`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `import_errors` (
	`shop_id` text NOT NULL,
	`import_id` text NOT NULL,
	`seq` integer NOT NULL,
	`errors` text NOT NULL,
	PRIMARY KEY(`shop_id`, `import_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `imports` (
	`shop_id` text NOT NULL,
	`import_id` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`dry_run` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`received` text,
	`buckets` integer NOT NULL,
	`buckets_done` integer NOT NULL,
	`added` integer NOT NULL,
	`written` integer NOT NULL,
	`tally` text NOT NULL,
	`errors` integer NOT NULL,
	`problem` text,
	PRIMARY KEY(`shop_id`, `import_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `items` (
	`shop_id` text NOT NULL,
	`item_id` text NOT NULL,
	`title` text NOT NULL,
	`url` text,
	`image_url` text,
	`category` text NOT NULL,
	`product_type` text,
	`brand` text,
	`tags` text NOT NULL,
	`attributes` text NOT NULL,
	`published` integer NOT NULL,
	`gift_card` integer NOT NULL,
	`replenish_days` integer,
	`disclosure` text,
	`age_limit` integer,
	`prior_price_30d` integer,
	`market_prices` text NOT NULL,
	`group_prices` text NOT NULL,
	`variants` text NOT NULL,
	`variant_id` text NOT NULL,
	`price` integer,
	`cost` integer,
	`stock` integer,
	`availability` text NOT NULL,
	`recommendable` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `jobs` (
	`shop_id` text NOT NULL,
	`job_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`lease` text,
	`lease_until` integer NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `job_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `secret_keys` (
	`shop_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`hint` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `key_hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `lists` (
	`shop_id` text NOT NULL,
	`slot` integer NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`seed_orders` integer NOT NULL,
	`companions` text NOT NULL,
	PRIMARY KEY(`shop_id`, `slot`, `kind`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `models` (
	`shop_id` text NOT NULL,
	`model_id` text NOT NULL,
	`status` text NOT NULL,
	`cause` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`settings` text NOT NULL,
	`counts` text,
	`hash` text,
	`refusals` text NOT NULL,
	PRIMARY KEY(`shop_id`, `model_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `slots` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`live_slot` integer NOT NULL,
	`live_model` text NOT NULL,
	`idle_model` text NOT NULL,
	`building` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `orders` (
	`shop_id` text NOT NULL,
	`order_id` text NOT NULL,
	`ordered_at` integer,
	`customer` text,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`lines` text NOT NULL,
	PRIMARY KEY(`shop_id`, `order_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `relations` (
	`shop_id` text NOT NULL,
	`item_id` text NOT NULL,
	`related_item_id` text NOT NULL,
	`relationship_type` text NOT NULL,
	`position` integer NOT NULL,
	`start_at` integer,
	`end_at` integer,
	PRIMARY KEY(`shop_id`, `item_id`, `related_item_id`, `relationship_type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `replies` (
	`shop_id` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`request` text NOT NULL,
	`status` integer,
	`body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `idempotency_key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `shops` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`locale` text NOT NULL,
	`time_zone` text NOT NULL,
	`allowed_origins` text NOT NULL,
	`status` text NOT NULL,
	`public_evidence` text NOT NULL,
	`publishable_keys` text NOT NULL,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
