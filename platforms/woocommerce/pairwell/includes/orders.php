<?php
/**
 * Orders as Pairwell's API takes them.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Names, addresses and notes are not sent. The buyer's e-mail address is: Pairwell keeps only a keyed hash of it. */
final class Orders {
	/** Statuses of WooCommerce; one of another plug-in counts as paid if WooCommerce treats it so, else as pending. */
	const STATUS = array(
		'pending'    => 'pending',
		'on-hold'    => 'pending',
		'processing' => 'paid',
		'completed'  => 'paid',
		'cancelled'  => 'cancelled',
		'failed'     => 'cancelled',
		'refunded'   => 'refunded',
	);

	/** Checkouts that were begun and are no orders. */
	const NONE = array( 'auto-draft', 'draft', 'checkout-draft', 'new', 'trash' );

	/** Where an order was placed, by `created_via`. */
	const CHANNEL = array(
		'checkout'     => 'web',
		'store-api'    => 'web',
		'admin'        => 'draft',
		'subscription' => 'subscription',
		'pos-rest-api' => 'pos',
	);

	const MAX_COUPONS = 50;

	/** The order; null for what is none, or has no line whose product is known. */
	public static function of( \WC_Order $order ): ?array {
		if ( in_array( $order->get_status(), self::NONE, true ) ) {
			return null;
		}
		list( $kept, $returned, $subtotal ) = self::lines( $order );
		if ( ! $kept && ! $returned ) {
			return null;
		}
		$status = self::STATUS[ $order->get_status() ] ?? ( $order->is_paid() ? 'paid' : 'pending' );
		if ( ! $kept ) {
			// Given back as a whole: its lines stay readable, and it is not mined.
			$kept     = array_map( fn( $line ) => array_diff_key( $line, array( 'amount' => 0 ) ), $returned );
			$returned = array();
			$status   = in_array( $status, array( 'paid', 'pending' ), true ) ? 'refunded' : $status;
		}
		$date = $order->get_date_created();
		$sent = array(
			'order_id' => (string) $order->get_order_number(),
			'status'   => $status,
			'currency' => $order->get_currency(),
			'lines'    => $kept,
		) + self::totals( $order, $subtotal );
		return $sent + array_filter(
			array(
				'ordered_at'     => $date ? gmdate( 'Y-m-d\TH:i:s\Z', $date->getTimestamp() ) : '',
				'customer_id'    => $order->get_customer_id() > 0 ? (string) $order->get_customer_id() : '',
				'customer_email' => self::email( $order ),
				'account'        => Items::text( $order->get_billing_company(), 320 ),
				'channel'        => self::CHANNEL[ $order->get_created_via() ] ?? '',
				'market'         => self::country( $order ),
				'refunds'        => $returned,
			)
		);
	}

	/**
	 * The lines that the buyer kept, those that were given back, and the sum of all as ordered in minor units.
	 *
	 * @return array{0: array, 1: array, 2: int}
	 */
	private static function lines( \WC_Order $order ): array {
		$currency = $order->get_currency();
		$kept     = array();
		$returned = array();
		$subtotal = 0;
		foreach ( $order->get_items() as $line ) {
			$id       = $line->get_variation_id() > 0 ? $line->get_variation_id() : $line->get_product_id();
			$quantity = (float) $line->get_quantity();
			$sum      = Money::minor( $line->get_subtotal(), $currency );
			$subtotal += $sum;
			if ( $id <= 0 || $quantity <= 0 ) {
				continue;
			}
			$ordered = max( 1, (int) round( $quantity ) );
			$back    = min( $ordered, (int) round( abs( $order->get_qty_refunded_for_item( $line->get_id() ) ) ) );
			$piece   = array(
				'item_id' => (string) $id,
				'price'   => max( 0, (int) round( $sum / $ordered ) ),
			);
			if ( $back > 0 ) {
				$amount     = Money::minor( abs( $order->get_total_refunded_for_item( $line->get_id() ) ), $currency );
				$returned[] = $piece + array( 'quantity' => $back ) + ( $amount > 0 ? array( 'amount' => $amount ) : array() );
			}
			if ( $ordered > $back ) {
				$discount = $sum - Money::minor( $line->get_total(), $currency );
				$rec      = (string) $line->get_meta( '_rec_id' );
				$kept[]   = $piece + array( 'quantity' => $ordered - $back )
					+ ( $discount > 0 ? array( 'discount' => $discount ) : array() )
					+ ( '' !== $rec && strlen( $rec ) <= Items::MAX_ID ? array( 'recommendation_id' => $rec ) : array() );
			}
		}
		return array( $kept, $returned, $subtotal );
	}

	/** Totals: WooCommerce's are without tax, however prices are entered. */
	private static function totals( \WC_Order $order, int $subtotal ): array {
		$currency = $order->get_currency();
		$minor    = fn( $amount ) => Money::minor( $amount, $currency );
		$fees     = array_sum( array_map( fn( $fee ) => $minor( $fee->get_total() ), array_values( $order->get_fees() ) ) );
		return array(
			'subtotal'     => $subtotal,
			'discount'     => max( 0, $minor( $order->get_discount_total() ) ),
			'shipping'     => max( 0, $minor( $order->get_shipping_total() ) ),
			'tax'          => max( 0, $minor( $order->get_total_tax() ) ),
			'tax_included' => false,
			'fees'         => $fees,
			'total'        => max( 0, $minor( $order->get_total() ) ),
			'refunded'     => max( 0, $minor( $order->get_total_refunded() ) ),
			'coupons'      => array_slice( array_values( array_filter( array_map( fn( $code ) => Items::text( $code, Items::MAX_ID ), $order->get_coupon_codes() ) ) ), 0, self::MAX_COUPONS ),
		);
	}

	private static function email( \WC_Order $order ): string {
		$email = trim( (string) $order->get_billing_email() );
		return strlen( $email ) <= 320 ? $email : '';
	}

	private static function country( \WC_Order $order ): string {
		$country = $order->get_shipping_country() ? $order->get_shipping_country() : $order->get_billing_country();
		return preg_match( '/^[A-Z]{2}$/', (string) $country ) ? $country : '';
	}
}
