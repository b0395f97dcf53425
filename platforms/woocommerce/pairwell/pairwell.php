<?php
/**
 * Plugin Name:          Pairwell for WooCommerce
 * Description:          Shows "goes well with" and "worth the upgrade" panels on product, cart and front pages, and keeps Pairwell current with your products and orders.
 * Version:              0.1.0
 * Requires at least:    6.5
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 8.2
 * License:              MIT
 * License URI:          https://opensource.org/license/mit
 * Text Domain:          pairwell
 *
 * The MIT licence is compatible with the GPL, version 2 or later.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

foreach ( array( 'settings', 'api', 'connection', 'webhooks', 'money', 'items', 'orders', 'cursor', 'batch', 'sync', 'panels', 'page-item', 'cart-lines', 'privacy', 'admin' ) as $part ) {
	require_once __DIR__ . "/includes/$part.php";
}

// Orders are read by WooCommerce's own functions only, so their tables may be either of the two.
add_action(
	'before_woocommerce_init',
	function () {
		if ( class_exists( \Automattic\WooCommerce\Utilities\FeaturesUtil::class ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', FILE, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', FILE, true );
		}
	}
);

add_action(
	'plugins_loaded',
	function () {
		if ( ! class_exists( 'WooCommerce' ) ) {
			return;
		}
		Panels::register();
		Cart_Lines::register();
		Privacy::register();
		Sync::register();
		Admin::register();
	}
);

register_activation_hook( FILE, array( Connection::class, 'resume' ) );
register_deactivation_hook( FILE, array( Connection::class, 'pause' ) );
