CREATE TABLE `account_companies` (
	`shop_id` text NOT NULL,
	`company` text NOT NULL,
	`account_id` text NOT NULL,
	PRIMARY KEY(`shop_id`, `company`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `account_companies_by_account` ON `account_companies` (`shop_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`shop_id` text NOT NULL,
	`account_id` text NOT NULL,
	`name` text NOT NULL,
	`tier` text,
	`rep` text,
	`written` text NOT NULL,
	`from_orders` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `account_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `accounts_by_rep` ON `accounts` (`shop_id`,`rep`,`account_id`) WHERE rep is not null;--> statement-breakpoint
CREATE TABLE `account_buyers` (
	`shop_id` text NOT NULL,
	`customer` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`account_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`shop_id`, `customer`, `since`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `account_buyers_by_account` ON `account_buyers` (`shop_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `product_cards` (
	`shop_id` text NOT NULL,
	`family` text NOT NULL,
	`written` text NOT NULL,
	`version` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`member_id` text,
	PRIMARY KEY(`shop_id`, `family`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `quiz_answers` (
	`shop_id` text NOT NULL,
	`member_id` text NOT NULL,
	`question` text NOT NULL,
	`box` integer NOT NULL,
	`due_at` integer NOT NULL,
	`right` integer NOT NULL,
	`asked` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `member_id`, `question`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `quiz_answers_by_due` ON `quiz_answers` (`shop_id`,`member_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `account_marks` (
	`shop_id` text NOT NULL,
	`account_id` text NOT NULL,
	`family` text NOT NULL,
	`mark` text NOT NULL,
	`note` text NOT NULL,
	`member_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `account_id`, `family`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `account_outcomes` (
	`shop_id` text NOT NULL,
	`outcome_id` text NOT NULL,
	`account_id` text NOT NULL,
	`family` text NOT NULL,
	`item_id` text,
	`outcome` text NOT NULL,
	`reason` text,
	`note` text,
	`channel` text NOT NULL,
	`customer` text,
	`member_id` text,
	`at` integer NOT NULL,
	`follow_up_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`shop_id`, `outcome_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `account_outcomes_by_account` ON `account_outcomes` (`shop_id`,`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `account_outcomes_by_time` ON `account_outcomes` (`shop_id`,`at`);--> statement-breakpoint
CREATE TABLE `rep_days` (
	`shop_id` text NOT NULL,
	`member_id` text NOT NULL,
	`day` integer NOT NULL,
	`pages_opened` integer DEFAULT 0 NOT NULL,
	`quiz_asked` integer DEFAULT 0 NOT NULL,
	`quiz_right` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`shop_id`, `member_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `account_analyses` (
	`shop_id` text NOT NULL,
	`account_id` text NOT NULL,
	`computed_at` integer NOT NULL,
	`margin` real NOT NULL,
	`cells` text NOT NULL,
	`openings` text NOT NULL,
	`audit` text NOT NULL,
	`usual` text NOT NULL,
	PRIMARY KEY(`shop_id`, `account_id`, `computed_at`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `account_models` (
	`shop_id` text PRIMARY KEY NOT NULL,
	`computed_at` integer NOT NULL,
	`day` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`accounts` integer NOT NULL,
	`orders` integer NOT NULL,
	`families` text NOT NULL,
	`names` text NOT NULL,
	`facts` text NOT NULL,
	`fitted` integer NOT NULL,
	`is_cut` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `members` ADD `team` text;--> statement-breakpoint
CREATE INDEX `orders_by_account` ON `orders` (`shop_id`,`account`) WHERE account is not null;