ALTER TABLE `offer_results` ADD `expected` real DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `offer_results` SET `expected` = `delivered` * 0.05;
