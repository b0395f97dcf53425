CREATE TABLE `propensities` (
	`shop_id` text NOT NULL,
	`person` text NOT NULL,
	`day` integer NOT NULL,
	`buys` real NOT NULL,
	`codes` text NOT NULL,
	`best` text NOT NULL,
	`items` text NOT NULL,
	PRIMARY KEY(`shop_id`, `person`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `propensity_models` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`fitted_at` integer,
	`scored_to` text,
	`fitted` integer NOT NULL,
	`scored` integer NOT NULL,
	`families` text NOT NULL,
	`model` text
) WITHOUT ROWID;
