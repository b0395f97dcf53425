CREATE TABLE `model_chunks` (
	`shop_id` text NOT NULL,
	`model_id` text NOT NULL,
	`seq` integer NOT NULL,
	`lines` text NOT NULL,
	PRIMARY KEY(`shop_id`, `model_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `model_uploads` (
	`shop_id` text NOT NULL,
	`model_id` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`facts` text,
	`chunks` integer DEFAULT 0 NOT NULL,
	`bytes` integer DEFAULT 0 NOT NULL,
	`progress` text,
	PRIMARY KEY(`shop_id`, `model_id`)
);
--> statement-breakpoint
CREATE INDEX `model_uploads_receiving` ON `model_uploads` (`created_at`) WHERE status = 'receiving';--> statement-breakpoint
ALTER TABLE `models` ADD `outside` text;