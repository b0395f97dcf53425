CREATE TABLE `custom_events` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`at` integer,
	`item_ids` text NOT NULL,
	`cancelled_at` integer,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `customer`, `name`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `trigger_firings` (
	`shop_id` text NOT NULL,
	`trigger_id` text NOT NULL,
	`customer` text NOT NULL,
	`cause` text NOT NULL,
	`step` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`due_at` integer,
	`planned_at` integer NOT NULL,
	`decision_id` text,
	`item_ids` text NOT NULL,
	`caused_at` integer NOT NULL,
	`since` integer NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	PRIMARY KEY(`shop_id`, `trigger_id`, `customer`, `cause`, `step`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `trigger_firings_by_customer` ON `trigger_firings` (`shop_id`,`customer`);--> statement-breakpoint
CREATE INDEX `trigger_firings_due` ON `trigger_firings` (`shop_id`,`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `trigger_firings_by_decision` ON `trigger_firings` (`shop_id`,`decision_id`) WHERE decision_id is not null;--> statement-breakpoint
CREATE TABLE `trigger_walks` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`walks` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `triggers` (
	`shop_id` text NOT NULL,
	`trigger_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`written` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`author_kind` text NOT NULL,
	`author_id` text NOT NULL,
	`approver_kind` text,
	`approver_id` text,
	`on_at` integer,
	PRIMARY KEY(`shop_id`, `trigger_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `triggers_by_status` ON `triggers` (`shop_id`,`status`);--> statement-breakpoint
CREATE TABLE `viewed_items` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`item_id` text NOT NULL,
	`day` integer NOT NULL,
	`price` integer,
	`out_at` integer,
	PRIMARY KEY(`shop_id`, `customer`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `orders_by_time` ON `orders` (`shop_id`,`ordered_at`) WHERE customer is not null;