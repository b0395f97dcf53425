ALTER TABLE `orders` ADD `subtotal` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `discount` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `shipping` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `tax` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `tax_included` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `fees` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `total` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `refunded` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `coupons` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `line_discounts` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `refunds` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `channel` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `account` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `market` text;