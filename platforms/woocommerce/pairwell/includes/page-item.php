<?php
/**
 * What a page of the shop is about.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Item of a product page, and items of the cart. */
final class Page_Item {
	/** The product of the page; for a variation its product, because panels suggest products. '' where there is none. */
	public static function current(): string {
		$product = wc_get_product( get_the_ID() );
		if ( ! $product ) {
			$product = isset( $GLOBALS['product'] ) && $GLOBALS['product'] instanceof \WC_Product ? $GLOBALS['product'] : null;
		}
		if ( ! $product ) {
			return '';
		}
		return (string) ( $product->is_type( 'variation' ) ? $product->get_parent_id() : $product->get_id() );
	}

	/** Ids of the products in the cart, each once. */
	public static function cart(): array {
		$cart = function_exists( 'WC' ) && WC()->cart ? WC()->cart->get_cart() : array();
		return array_values( array_unique( array_map( fn( $line ) => (string) $line['product_id'], $cart ) ) );
	}
}
