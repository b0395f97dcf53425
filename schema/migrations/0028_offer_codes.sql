CREATE TABLE `offer_codes` (
	`shop_id` text NOT NULL,
	`offer_id` text NOT NULL,
	`code` text NOT NULL,
	`decision_id` text,
	PRIMARY KEY(`shop_id`, `offer_id`, `code`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `offer_codes_free` ON `offer_codes` (`shop_id`,`offer_id`) WHERE decision_id is null;--> statement-breakpoint
UPDATE `decisions` SET `content` = json_set(`content`, '$.locale', '', '$.items', json('[]')) WHERE `content` -> '$.items' IS NULL;
