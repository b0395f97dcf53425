CREATE TABLE `stated_relations` (
	`shop_id` text NOT NULL,
	`item_id` text NOT NULL,
	`relations` text NOT NULL,
	PRIMARY KEY(`shop_id`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
-- The rows of the relations that are there already; an item keeps 5,000 of them (worker/store/catalogue/relations.ts).
INSERT INTO stated_relations (shop_id, item_id, relations)
SELECT k.shop_id, k.item_id, (
  SELECT json_group_array(json_array(related_item_id, relationship_type, position, start_at, end_at)) FROM (
    SELECT * FROM relations r WHERE r.shop_id = k.shop_id AND r.item_id = k.item_id LIMIT 5000))
FROM (SELECT DISTINCT shop_id, item_id FROM relations) k;
