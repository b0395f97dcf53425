<?php
/**
 * The mark of an order line that came from a panel, and the report of a purchase.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** From the panel to the cart, from the cart to the order, and from the order to Pairwell. */
final class Cart_Lines {
	/** Properties of a line. WooCommerce shows none whose name begins with an underscore. */
	const PROPERTIES = array( '_rec_id', '_rec_placement' );

	/** Hooks of the cart and of the checkout; both hold for the classic pages and for the blocks. */
	public static function register(): void {
		add_filter( 'woocommerce_store_api_add_to_cart_data', array( self::class, 'to_cart' ), 10, 2 );
		add_action( 'woocommerce_checkout_create_order_line_item', array( self::class, 'to_order' ), 10, 3 );
		add_action( 'woocommerce_thankyou', array( self::class, 'purchase' ) );
	}

	/** Copies the properties of a request to the cart's line. */
	public static function to_cart( array $data, $request ): array {
		foreach ( self::PROPERTIES as $name ) {
			$value = is_string( $request[ $name ] ?? null ) ? sanitize_text_field( $request[ $name ] ) : '';
			if ( '' !== $value && strlen( $value ) <= Items::MAX_ID ) {
				$data['cart_item_data'][ $name ] = $value;
			}
		}
		return $data;
	}

	/** Copies them from the cart's line to the order's. */
	public static function to_order( $line, $key, $values ): void {
		foreach ( self::PROPERTIES as $name ) {
			if ( isset( $values[ $name ] ) ) {
				$line->add_meta_data( $name, $values[ $name ] );
			}
		}
	}

	/** Reports the purchase on the thank-you page, with the proof that it comes from there (docs/EMBED.md). */
	public static function purchase( $order_id ): void {
		$order = Settings::is_connected() ? wc_get_order( $order_id ) : false;
		if ( ! $order || $order->has_status( array( 'failed', 'cancelled' ) ) ) {
			return;
		}
		$number   = (string) $order->get_order_number();
		$purchase = array(
			'transaction_id' => $number,
			'currency'       => $order->get_currency(),
			'value'          => round( $order->get_total() - $order->get_total_tax() - $order->get_shipping_total(), 2 ),
			'tax'            => (float) $order->get_total_tax(),
			'items'          => array_values(
				array_map(
					fn( $line ) => array(
						'item_id'  => (string) $line->get_product_id(),
						'quantity' => $line->get_quantity(),
					),
					$order->get_items()
				)
			),
		);
		if ( '' !== Settings::get( 'token_key' ) ) {
			$purchase['order_token'] = hash_hmac( 'sha256', "order:$number", Settings::get( 'token_key' ) );
		}
		Panels::register_scripts();
		wp_enqueue_script( 'pairwell-page' );
		wp_enqueue_script( 'pairwell' );
		wp_print_inline_script_tag(
			sprintf( "((window.pairwell ??= {}).q ??= []).push((pairwell) => pairwell.track('purchase', %s))", wp_json_encode( $purchase, JSON_HEX_TAG | JSON_HEX_AMP ) )
		);
	}
}
