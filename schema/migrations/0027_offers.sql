CREATE TABLE `customer_details` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`details` text NOT NULL,
	`version` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `customer`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `segments` (
	`shop_id` text NOT NULL,
	`segment_id` text NOT NULL,
	`version` integer NOT NULL,
	`name` text NOT NULL,
	`condition` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `segment_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `contacts` (
	`shop_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`channel` text NOT NULL,
	`customer` text NOT NULL,
	`offer_id` text NOT NULL,
	`categories` text NOT NULL,
	`at` integer NOT NULL,
	`made` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `decision_id`, `channel`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `contacts_by_customer` ON `contacts` (`shop_id`,`customer`,`at`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`shop_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`customer` text NOT NULL,
	`offer_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`item_ids` text NOT NULL,
	`categories` text NOT NULL,
	`content` text NOT NULL,
	`reasons` text NOT NULL,
	`parts` text NOT NULL,
	`considered` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`seen_at` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`shop_id`, `decision_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `decisions_by_customer` ON `decisions` (`shop_id`,`customer`,`created_at`);--> statement-breakpoint
CREATE INDEX `decisions_by_offer` ON `decisions` (`shop_id`,`offer_id`,`decision_id`);--> statement-breakpoint
CREATE INDEX `decisions_by_channel` ON `decisions` (`shop_id`,`channel`,`decision_id`);--> statement-breakpoint
CREATE TABLE `person_turns` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`turn` integer NOT NULL,
	`token` text NOT NULL,
	PRIMARY KEY(`shop_id`, `customer`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `offer_results` (
	`shop_id` text NOT NULL,
	`offer_id` text NOT NULL,
	`channel` text NOT NULL,
	`decided` integer DEFAULT 0 NOT NULL,
	`delivered` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`shop_id`, `offer_id`, `channel`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `offers` (
	`shop_id` text NOT NULL,
	`offer_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`offer` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`author_kind` text NOT NULL,
	`author_id` text NOT NULL,
	`approver_kind` text,
	`approver_id` text,
	PRIMARY KEY(`shop_id`, `offer_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `offers_live` ON `offers` (`shop_id`) WHERE status = 'live';--> statement-breakpoint
CREATE TABLE `responses` (
	`shop_id` text NOT NULL,
	`response_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`customer` text NOT NULL,
	`offer_id` text NOT NULL,
	`channel` text NOT NULL,
	`response` text NOT NULL,
	`reason` text,
	`note` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `response_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `responses_by_customer` ON `responses` (`shop_id`,`customer`);--> statement-breakpoint
CREATE INDEX `responses_by_time` ON `responses` (`shop_id`,`at`);