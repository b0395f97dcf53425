CREATE TABLE `campaigns` (
	`shop_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`campaign` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`author_kind` text NOT NULL,
	`author_id` text NOT NULL,
	`approver_kind` text,
	`approver_id` text,
	`started_at` integer,
	`ended_at` integer,
	`reason` text,
	`repeats` text,
	`plan` text,
	`results` text,
	`work` text NOT NULL,
	PRIMARY KEY(`shop_id`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `campaigns_by_status` ON `campaigns` (`shop_id`,`status`);--> statement-breakpoint
CREATE TABLE `campaign_members` (
	`shop_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`customer` text NOT NULL,
	`role` text,
	`options` text NOT NULL,
	`features` text NOT NULL,
	`segments` integer NOT NULL,
	`option` integer,
	`worth` real,
	`wave` integer DEFAULT 2 NOT NULL,
	`state` text,
	`released_at` integer,
	`decision_id` text,
	`blocked_by` text,
	PRIMARY KEY(`shop_id`, `campaign_id`, `customer`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `campaign_members_by_customer` ON `campaign_members` (`shop_id`,`customer`);--> statement-breakpoint
CREATE INDEX `campaign_members_planned` ON `campaign_members` (`shop_id`,`campaign_id`,`wave`,`worth`) WHERE state = 'planned';--> statement-breakpoint
CREATE TABLE `uplift_models` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`fitted_at` integer NOT NULL,
	`members` integer NOT NULL,
	`model` text NOT NULL,
	`acceptances` text NOT NULL
) WITHOUT ROWID;
