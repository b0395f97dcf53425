<?php
/**
 * Connecting the shop with Pairwell, and ending the connection.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Each step may be repeated: what exists already is kept. */
final class Connection {
	/**
	 * Tests the keys, makes the key that signs order numbers, accepts WooCommerce's messages, and starts the first sync.
	 *
	 * @return true|\WP_Error What is wrong and what to do.
	 */
	public static function connect() {
		$shop = self::tested();
		if ( is_wp_error( $shop ) ) {
			// A shop whose API is down for a moment keeps its panels.
			if ( empty( $shop->get_error_data()['retry'] ) ) {
				Settings::set( array( 'connected_at' => 0 ) );
			}
			return $shop;
		}
		$api = Api::of_shop();
		// Another shop has keys and messages of its own.
		if ( Settings::get( 'shop_id' ) !== $shop['shop_id'] ) {
			Settings::set(
				array(
					'token_key'    => '',
					'token_key_id' => '',
				)
			);
			Sync::forget();
		}
		Settings::set(
			array(
				'shop_id'   => $shop['shop_id'],
				'shop_name' => $shop['name'],
			)
		);
		if ( '' === Settings::get( 'token_key' ) ) {
			$made = $api->call( 'POST', '/v1/token-keys', array() );
			// Without this key purchases are still reported, with a weaker proof.
			if ( ! is_wp_error( $made ) ) {
				Settings::set(
					array(
						'token_key'    => $made['token_key'],
						'token_key_id' => $made['token_key_id'],
					)
				);
			}
		}
		if ( '' === Settings::get( 'hook_secret' ) ) {
			Settings::set( array( 'hook_secret' => wp_generate_password( 40, false ) ) );
		}
		$hook = $api->call( 'PUT', '/v1/hooks/woocommerce', array( 'secret' => Settings::get( 'hook_secret' ) ) );
		if ( is_wp_error( $hook ) ) {
			return $hook;
		}
		// Before the first sync, so that no change falls between the two.
		Webhooks::create( $hook['address'], Settings::get( 'hook_secret' ) );
		Settings::set( array( 'connected_at' => time() ) );
		if ( ! Sync::was_completed() ) {
			Sync::start();
		}
		return true;
	}

	/**
	 * The shop that the keys belong to.
	 *
	 * @return array|\WP_Error
	 */
	private static function tested() {
		$wrong = self::wrong_form();
		if ( '' !== $wrong ) {
			return new \WP_Error( 'pairwell_form', $wrong );
		}
		$shop = Api::of_shop()->call( 'GET', '/v1/shop' );
		if ( is_wp_error( $shop ) ) {
			return $shop;
		}
		if ( ! isset( $shop['shop_id'], $shop['currency'], $shop['publishable_keys'] ) ) {
			return new \WP_Error( 'pairwell_form', __( 'The endpoint answers, but it is not Pairwell’s API. Check the address.', 'pairwell' ) );
		}
		if ( ! in_array( Settings::get( 'publishable_key' ), $shop['publishable_keys'], true ) ) {
			return new \WP_Error(
				'pairwell_form',
				/* translators: %s: name of the shop at Pairwell */
				sprintf( __( 'The secret key belongs to the shop “%s”, and the publishable key does not. Copy both from the same shop.', 'pairwell' ), $shop['name'] )
			);
		}
		$currency = get_woocommerce_currency();
		if ( $shop['currency'] !== $currency ) {
			return new \WP_Error(
				'pairwell_form',
				sprintf(
					/* translators: 1: currency at Pairwell, 2: currency of this shop */
					__( 'The shop at Pairwell has the currency %1$s, and this shop %2$s, so every price would be wrong. Change it in Pairwell’s console, or ask for a new shop there if it has data already.', 'pairwell' ),
					$shop['currency'],
					$currency
				)
			);
		}
		return $shop;
	}

	/** What is wrong with the settings as they are written; '' for nothing. */
	private static function wrong_form(): string {
		$endpoint = Settings::get( 'endpoint' );
		$host     = (string) wp_parse_url( $endpoint, PHP_URL_HOST );
		$is_local = in_array( $host, array( 'localhost', '127.0.0.1' ), true );
		if ( '' === $host || ! preg_match( '~^https?://~', $endpoint ) ) {
			return __( 'The endpoint is no address. It begins with https://.', 'pairwell' );
		}
		if ( 0 !== strpos( $endpoint, 'https://' ) && ! $is_local ) {
			return __( 'The endpoint begins with http://, so your secret key would be readable on its way. Write https://.', 'pairwell' );
		}
		$secret = Settings::get( 'secret_key' );
		$public = Settings::get( 'publishable_key' );
		if ( 0 === strpos( $secret, 'pk_' ) && 0 === strpos( $public, 'sk_' ) ) {
			return __( 'The two keys are exchanged. The secret key begins with sk_, the publishable key with pk_.', 'pairwell' );
		}
		if ( 0 !== strpos( $secret, 'sk_' ) ) {
			return __( 'The secret key is missing or no secret key: it begins with sk_.', 'pairwell' );
		}
		if ( 0 !== strpos( $public, 'pk_' ) ) {
			return __( 'The publishable key is missing or no publishable key: it begins with pk_.', 'pairwell' );
		}
		return '';
	}

	/** Deactivation: nothing is sent any more, and nothing is forgotten. */
	public static function pause(): void {
		Sync::unschedule();
		if ( class_exists( 'WC_Webhook' ) ) {
			Webhooks::set_status( 'paused' );
		}
	}

	/** Activation: goes on where the deactivation stopped. */
	public static function resume(): void {
		if ( Settings::is_connected() && class_exists( 'WC_Webhook' ) ) {
			Webhooks::set_status( 'active' );
			Sync::resume();
		}
	}

	/** Uninstallation: removes what the plug-in has made here and at Pairwell. What cannot be reached there stays. */
	public static function remove(): void {
		Sync::unschedule();
		if ( class_exists( 'WC_Webhook' ) ) {
			Webhooks::remove();
		}
		if ( Settings::get( 'shop_id' ) !== '' ) {
			$api = Api::of_shop();
			if ( Settings::get( 'erase_on_uninstall' ) ) {
				// An owner confirms it in Pairwell's console: a key alone may not delete a shop.
				$api->call( 'POST', '/v1/privacy-requests', array( 'kind' => 'shop_redact' ) );
			}
			if ( Settings::get( 'token_key_id' ) !== '' ) {
				$api->call( 'DELETE', '/v1/token-keys/' . rawurlencode( Settings::get( 'token_key_id' ) ) );
			}
			$api->call( 'DELETE', '/v1/hooks/woocommerce' );
		}
		Sync::forget();
		delete_option( Settings::OPTION );
		delete_transient( 'pairwell_notice' );
	}
}
