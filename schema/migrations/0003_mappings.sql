CREATE TABLE `mappings` (
	`shop_id` text NOT NULL,
	`mapping_id` text NOT NULL,
	`kind` text NOT NULL,
	`mapping` text NOT NULL,
	PRIMARY KEY(`shop_id`, `mapping_id`)
) WITHOUT ROWID;
