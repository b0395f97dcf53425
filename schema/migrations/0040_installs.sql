CREATE TABLE `installs` (
	`shop_id` text NOT NULL,
	`platform` text NOT NULL,
	`domain` text NOT NULL,
	`token` text,
	`token_until` integer,
	`installed_at` integer NOT NULL,
	`uninstalled_at` integer,
	`sync` text NOT NULL,
	PRIMARY KEY(`shop_id`, `platform`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `installs_by_domain` ON `installs` (`platform`,`domain`);