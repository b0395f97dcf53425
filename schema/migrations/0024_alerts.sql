CREATE TABLE `alerts` (
	`shop_id` text NOT NULL,
	`alert_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`began_at` integer NOT NULL,
	`ended_at` integer,
	`facts` text NOT NULL,
	PRIMARY KEY(`shop_id`, `alert_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhook_messages` (
	`shop_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`message_id` text NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` text NOT NULL,
	PRIMARY KEY(`shop_id`, `webhook_id`, `message_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `webhooks` (
	`shop_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`url` text NOT NULL,
	`types` text NOT NULL,
	`disabled_by` text,
	`secret` text NOT NULL,
	`secret_before` text,
	`rotated_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`failing_since` integer,
	`last_ok_at` integer,
	`problem` text,
	`own_host` text NOT NULL,
	PRIMARY KEY(`shop_id`, `webhook_id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `experiments` ADD `mismatch_since` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `email` text;--> statement-breakpoint
CREATE INDEX `members_by_email` ON `members` (`email`) WHERE email is not null;