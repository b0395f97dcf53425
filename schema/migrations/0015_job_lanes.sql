CREATE TABLE `duties` (
	`shop_id` text NOT NULL,
	`duty` text NOT NULL,
	`due_at` integer NOT NULL,
	`failures` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `duty`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `duties_by_due` ON `duties` (`due_at`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `lane` text DEFAULT 'intake' NOT NULL;--> statement-breakpoint
-- The default serves the release before this one, which runs until the new one is deployed, and names no lane.
UPDATE jobs SET lane = CASE kind
  WHEN 'mine' THEN 'mining' WHEN 'tune' THEN 'tuning' WHEN 'delete_shop' THEN 'deletion'
  WHEN 'fold' THEN 'events' WHEN 'learn' THEN 'events' ELSE 'intake' END;--> statement-breakpoint
ALTER TABLE `jobs` ADD `failed_at` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `problem` text;--> statement-breakpoint
CREATE INDEX `imports_receiving` ON `imports` (`created_at`) WHERE status = 'receiving';--> statement-breakpoint
CREATE INDEX `feeds_by_next` ON `feeds` (`next_at`);--> statement-breakpoint
CREATE INDEX `shops_to_seal` ON `shops` (`shop_id`) WHERE sealed_with is null;--> statement-breakpoint
-- The duties of the shops that are there already: the next 03:00 UTC; sweeps spread over a day; experiments at once.
INSERT INTO duties (shop_id, duty, due_at, failures)
SELECT shop_id, 'nightly', ((unixepoch() - 10800) / 86400 + 1) * 86400000 + 10800000, 0 FROM shops
UNION ALL SELECT shop_id, 'sweep', unixepoch() * 1000 + abs(random() % 86400000), 0 FROM shops
UNION ALL SELECT shop_id, 'experiments', unixepoch() * 1000, 0 FROM shops WHERE serving -> '$.experiments' <> '[]';
