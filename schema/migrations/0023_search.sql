CREATE TABLE `item_search` (
	`shop_id` text NOT NULL,
	`item_id` text NOT NULL,
	`number` integer NOT NULL,
	`brand` text,
	`category` text NOT NULL,
	`availability` text NOT NULL,
	`price` integer,
	`published` integer NOT NULL,
	`recommendable` integer NOT NULL,
	`gift_card` integer NOT NULL,
	`has_link` integer NOT NULL,
	`has_picture` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `item_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `item_search_number` ON `item_search` (`number`);--> statement-breakpoint
-- The index keeps no texts of its own. Words of one to three letters have entries too, so that typing is quick from the first letter.
CREATE VIRTUAL TABLE item_words USING fts5(
  shop_id, ids, title, brand, category,
  content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');--> statement-breakpoint
CREATE VIEW item_texts AS
SELECT s.number, i.shop_id, i.item_id, i.item_id || ' ' || coalesce(i.platform_id, '') || ' ' || coalesce((
    SELECT group_concat(concat_ws(' ', v.value ->> 'variant_id', v.value ->> 'sku', v.value ->> 'gtin'), ' ')
    FROM json_each(i.variants) v), '') AS ids,
  i.title, i.brand, i.category
FROM items i CROSS JOIN item_search s ON s.shop_id = i.shop_id AND s.item_id = i.item_id;--> statement-breakpoint
CREATE TRIGGER item_search_added AFTER INSERT ON items BEGIN
  INSERT INTO item_search (shop_id, item_id, number, brand, category, availability, price, published, recommendable,
    gift_card, has_link, has_picture)
  SELECT new.shop_id, new.item_id, 1 + coalesce(max(number), 0), new.brand, new.category, new.availability, new.price,
    new.published, new.recommendable, new.gift_card, coalesce(new.url, '') <> '', coalesce(new.image_url, '') <> ''
  FROM item_search;
  INSERT INTO item_words (rowid, shop_id, ids, title, brand, category)
  SELECT number, shop_id, ids, title, brand, category FROM item_texts
  WHERE shop_id = new.shop_id AND item_id = new.item_id;
END;--> statement-breakpoint
CREATE TRIGGER item_search_changed AFTER UPDATE ON items
WHEN (old.brand, old.category, old.availability, old.price, old.published, old.recommendable, old.gift_card,
    coalesce(old.url, '') <> '', coalesce(old.image_url, '') <> '')
  IS NOT (new.brand, new.category, new.availability, new.price, new.published, new.recommendable, new.gift_card,
    coalesce(new.url, '') <> '', coalesce(new.image_url, '') <> '') BEGIN
  UPDATE item_search SET brand = new.brand, category = new.category, availability = new.availability, price = new.price,
    published = new.published, recommendable = new.recommendable, gift_card = new.gift_card,
    has_link = coalesce(new.url, '') <> '', has_picture = coalesce(new.image_url, '') <> ''
  WHERE shop_id = new.shop_id AND item_id = new.item_id;
END;--> statement-breakpoint
CREATE TRIGGER item_words_changed AFTER UPDATE ON items
WHEN (old.title, old.brand, old.category, old.platform_id, old.variants)
  IS NOT (new.title, new.brand, new.category, new.platform_id, new.variants) BEGIN
  UPDATE item_words SET (shop_id, ids, title, brand, category) = (
    SELECT shop_id, ids, title, brand, category FROM item_texts
    WHERE shop_id = new.shop_id AND item_id = new.item_id)
  WHERE rowid = (SELECT number FROM item_search WHERE shop_id = new.shop_id AND item_id = new.item_id);
END;--> statement-breakpoint
CREATE TRIGGER item_search_removed AFTER DELETE ON items BEGIN
  DELETE FROM item_search WHERE shop_id = old.shop_id AND item_id = old.item_id;
END;--> statement-breakpoint
-- On this table and not on `items`, so that no order of deleting tables leaves words behind.
CREATE TRIGGER item_words_removed BEFORE DELETE ON item_search BEGIN
  DELETE FROM item_words WHERE rowid = old.number;
END;--> statement-breakpoint
INSERT INTO item_search (shop_id, item_id, number, brand, category, availability, price, published, recommendable,
  gift_card, has_link, has_picture)
SELECT shop_id, item_id, row_number() OVER (ORDER BY shop_id, item_id), brand, category, availability, price, published,
  recommendable, gift_card, coalesce(url, '') <> '', coalesce(image_url, '') <> '' FROM items;--> statement-breakpoint
INSERT INTO item_words (rowid, shop_id, ids, title, brand, category)
SELECT number, shop_id, ids, title, brand, category FROM item_texts;
