ALTER TABLE `campaigns` ADD `approved_at` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `approved_at` integer;--> statement-breakpoint
ALTER TABLE `triggers` ADD `approved_at` integer;