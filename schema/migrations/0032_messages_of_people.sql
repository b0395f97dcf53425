ALTER TABLE `webhook_messages` ADD `customer` text;--> statement-breakpoint
CREATE INDEX `webhook_messages_by_customer` ON `webhook_messages` (`shop_id`,`customer`) WHERE customer is not null;