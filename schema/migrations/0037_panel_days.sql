CREATE TABLE `panel_days` (
	`shop_id` text NOT NULL,
	`day` integer NOT NULL,
	`counted` text NOT NULL,
	`placement` text NOT NULL,
	`intent` text NOT NULL,
	`source` text NOT NULL,
	`experiment_id` text NOT NULL,
	`arm` text NOT NULL,
	`shown` integer NOT NULL,
	`seen` integer NOT NULL,
	`clicked` integer NOT NULL,
	`added` integer NOT NULL,
	`dismissed` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `day`, `counted`, `placement`, `intent`, `source`, `experiment_id`, `arm`)
) WITHOUT ROWID;
--> statement-breakpoint
-- Groups in the order of the key, which needs no sorting: D1 stops a statement after 30 seconds. Few rows are of experiments.
INSERT INTO `panel_days` SELECT `shop_id`, `day`, 'panels', `placement`, `intent`, `source`, '', '',
	sum(`shown`), sum(`seen`), sum(`clicked`), sum(`added`), sum(`dismissed`)
	FROM `event_days` WHERE `item_id` = '' AND `experiment_id` = '' AND `arm` = ''
	GROUP BY `shop_id`, `day`, `placement`, `intent`, `source`;
--> statement-breakpoint
INSERT INTO `panel_days` SELECT `shop_id`, `day`, 'items', `placement`, `intent`, `source`, '', '',
	sum(`shown`), sum(`seen`), sum(`clicked`), sum(`added`), sum(`dismissed`)
	FROM `event_days` WHERE `item_id` <> '' AND `experiment_id` = '' AND `arm` = ''
	GROUP BY `shop_id`, `day`, `placement`, `intent`, `source`;
--> statement-breakpoint
INSERT INTO `panel_days` SELECT `shop_id`, `day`, iif(`item_id` = '', 'panels', 'items') AS `counted`, `placement`, `intent`, `source`, `experiment_id`, `arm`,
	sum(`shown`), sum(`seen`), sum(`clicked`), sum(`added`), sum(`dismissed`)
	FROM `event_days` WHERE NOT (`experiment_id` = '' AND `arm` = '')
	GROUP BY `shop_id`, `day`, `placement`, `intent`, `source`, `counted`, `experiment_id`, `arm`;
