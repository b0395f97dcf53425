ALTER TABLE `experiments` ADD `unit` text DEFAULT 'visitor' NOT NULL;--> statement-breakpoint
ALTER TABLE `exposures` ADD `first_seen_at` integer;--> statement-breakpoint
-- Who came back to a panel had been taken for one who had seen it before the draw.
UPDATE `exposures` SET `first_seen_at` = (
  SELECT j.seen_at ->> ('$."' || x.placement || ' ' || x.intent || '"') FROM journeys j, experiments x
  WHERE j.shop_id = exposures.shop_id AND j.visitor = exposures.visitor
    AND x.shop_id = exposures.shop_id AND x.experiment_id = exposures.experiment_id);--> statement-breakpoint
ALTER TABLE `exposures` DROP COLUMN `seen_before`;--> statement-breakpoint
CREATE INDEX `purchases_by_customer` ON `purchases` (`shop_id`,`customer`) WHERE customer is not null;
