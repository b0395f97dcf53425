CREATE TABLE `item_aliases` (
	`shop_id` text NOT NULL,
	`alias` text NOT NULL,
	`kind` integer NOT NULL,
	`item_id` text NOT NULL,
	PRIMARY KEY(`shop_id`, `alias`, `kind`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `items` ADD `platform_id` text;--> statement-breakpoint
ALTER TABLE `items` ADD `aliases` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `items` ADD `action` text DEFAULT 'add' NOT NULL;--> statement-breakpoint
ALTER TABLE `items` ADD `translations` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `items` ADD `variant_sku` text;--> statement-breakpoint
ALTER TABLE `items` ADD `variant_platform_id` text;--> statement-breakpoint
-- The kinds are those of ALIAS_KINDS (schema/catalogue/aliases.ts).
CREATE VIEW named_items AS
SELECT i.shop_id, i.item_id, v.value ->> k.value AS alias, k.key + 1 AS kind
FROM items i, json_each(i.variants) v, json_each('["variant_id","sku","platform_id","gtin"]') k
UNION ALL SELECT i.shop_id, i.item_id, i.platform_id, 3 FROM items i
UNION ALL SELECT i.shop_id, i.item_id, a.value, 5 FROM items i, json_each(i.aliases) a;--> statement-breakpoint
-- The id of an item is no alias of another, so a name is looked up in one step.
CREATE TRIGGER item_added AFTER INSERT ON items BEGIN
  DELETE FROM item_aliases WHERE shop_id = new.shop_id AND alias = new.item_id;
  INSERT INTO item_aliases (shop_id, alias, kind, item_id)
  SELECT n.shop_id, n.alias, n.kind, n.item_id FROM named_items n
  WHERE n.shop_id = new.shop_id AND n.item_id = new.item_id AND n.alias IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM items i WHERE i.shop_id = n.shop_id AND i.item_id = n.alias)
  ON CONFLICT DO NOTHING;
END;--> statement-breakpoint
CREATE TRIGGER item_renames BEFORE UPDATE OF variants, platform_id, aliases ON items
WHEN (old.variants, old.platform_id, old.aliases) IS NOT (new.variants, new.platform_id, new.aliases) BEGIN
  DELETE FROM item_aliases WHERE (shop_id, alias, kind, item_id) IN (
    SELECT n.shop_id, n.alias, n.kind, n.item_id FROM named_items n
    WHERE n.shop_id = old.shop_id AND n.item_id = old.item_id);
END;--> statement-breakpoint
CREATE TRIGGER item_renamed AFTER UPDATE OF variants, platform_id, aliases ON items
WHEN (old.variants, old.platform_id, old.aliases) IS NOT (new.variants, new.platform_id, new.aliases) BEGIN
  INSERT INTO item_aliases (shop_id, alias, kind, item_id)
  SELECT n.shop_id, n.alias, n.kind, n.item_id FROM named_items n
  WHERE n.shop_id = new.shop_id AND n.item_id = new.item_id AND n.alias IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM items i WHERE i.shop_id = n.shop_id AND i.item_id = n.alias)
  ON CONFLICT DO NOTHING;
END;--> statement-breakpoint
CREATE TRIGGER item_removed BEFORE DELETE ON items BEGIN
  DELETE FROM item_aliases WHERE (shop_id, alias, kind, item_id) IN (
    SELECT n.shop_id, n.alias, n.kind, n.item_id FROM named_items n
    WHERE n.shop_id = old.shop_id AND n.item_id = old.item_id);
END;--> statement-breakpoint
INSERT OR IGNORE INTO item_aliases (shop_id, alias, kind, item_id)
SELECT n.shop_id, n.alias, n.kind, n.item_id FROM named_items n
WHERE n.alias IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM items i WHERE i.shop_id = n.shop_id AND i.item_id = n.alias);--> statement-breakpoint
UPDATE items SET variant_sku = (
  SELECT v.value ->> 'sku' FROM json_each(items.variants) v WHERE v.value ->> 'variant_id' = items.variant_id LIMIT 1)
WHERE instr(variants, '"sku"') > 0;
