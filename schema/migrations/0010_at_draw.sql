ALTER TABLE `exposures` ADD `customer_at_draw` text;--> statement-breakpoint
-- Presses count on the row of their panel, too, which outlives those of the items.
INSERT INTO event_days (shop_id, day, placement, intent, source, seed_item_id, item_id, experiment_id, arm, shown, seen, clicked, added, dismissed)
SELECT shop_id, day, placement, intent, iif(source = '', 'untold', source), seed_item_id, '', experiment_id, arm, 0, 0,
  sum(clicked), sum(added), sum(dismissed)
FROM event_days WHERE item_id <> '' AND clicked + added + dismissed > 0
GROUP BY shop_id, day, placement, intent, source, seed_item_id, experiment_id, arm
ON CONFLICT DO UPDATE SET clicked = excluded.clicked, added = excluded.added, dismissed = excluded.dismissed;
