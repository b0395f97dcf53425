CREATE TABLE `purchase_models` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`fitted_at` integer NOT NULL,
	`customers` integer NOT NULL,
	`returned` integer NOT NULL,
	`parameters` text
) WITHOUT ROWID;
