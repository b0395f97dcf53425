<?php
/**
 * What the merchant has set, and what connecting has found out.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** The option `pairwell_settings`. The secret key may stand in wp-config.php instead, as PAIRWELL_SECRET_KEY. */
final class Settings {
	const OPTION = 'pairwell_settings';

	const DEFAULTS = array(
		'endpoint'           => '',
		'publishable_key'    => '',
		'secret_key'         => '',
		// Found or made by connecting.
		'shop_id'            => '',
		'shop_name'          => '',
		'token_key'          => '',
		'token_key_id'       => '',
		'hook_secret'        => '',
		'webhook_ids'        => array(),
		'connected_at'       => 0,
		// Which panels the classic hooks show; blocks and shortcodes stand where they are put.
		'show_product'       => true,
		'show_upgrade'       => true,
		'show_cart'          => true,
		'show_home'          => false,
		'erase_on_uninstall' => false,
	);

	/** All settings, with the defaults of those that were never saved. */
	public static function all(): array {
		$stored = get_option( self::OPTION, array() );
		return array_merge( self::DEFAULTS, is_array( $stored ) ? $stored : array() );
	}

	/** One setting. */
	public static function get( string $name ) {
		if ( 'secret_key' === $name && defined( 'PAIRWELL_SECRET_KEY' ) ) {
			return (string) constant( 'PAIRWELL_SECRET_KEY' );
		}
		return self::all()[ $name ];
	}

	/** Changes some settings. They are not loaded with every page, because one of them is a secret. */
	public static function set( array $changes ): void {
		update_option( self::OPTION, array_merge( self::all(), array_intersect_key( $changes, self::DEFAULTS ) ), false );
	}

	/** Whether the keys were tested and the messages of WooCommerce are set up. */
	public static function is_connected(): bool {
		return self::get( 'connected_at' ) > 0;
	}
}
