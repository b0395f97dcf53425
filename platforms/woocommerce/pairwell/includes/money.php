<?php
/**
 * Amounts of money.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Pairwell's API has whole minor units; WooCommerce has decimal numbers. */
final class Money {
	/** Digits of minor units that are not 2, by ISO 4217. */
	const DIGITS = array(
		'BIF' => 0, 'CLP' => 0, 'DJF' => 0, 'GNF' => 0, 'ISK' => 0, 'JPY' => 0, 'KMF' => 0, 'KRW' => 0, 'PYG' => 0,
		'RWF' => 0, 'UGX' => 0, 'UYI' => 0, 'VND' => 0, 'VUV' => 0, 'XAF' => 0, 'XOF' => 0, 'XPF' => 0,
		'BHD' => 3, 'IQD' => 3, 'JOD' => 3, 'KWD' => 3, 'LYD' => 3, 'OMR' => 3, 'TND' => 3,
		'CLF' => 4, 'UYW' => 4,
	);

	/**
	 * An amount in minor units.
	 *
	 * @param mixed $amount Decimal number, or text with a point.
	 */
	public static function minor( $amount, string $currency ): int {
		return (int) round( (float) $amount * 10 ** ( self::DIGITS[ $currency ] ?? 2 ) );
	}
}
