<?php
/**
 * Requests of people about their data, as WordPress hands them to every plug-in.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Tools → Erase Personal Data, Tools → Export Personal Data, and the suggestion for the privacy policy. */
final class Privacy {
	/** Registers with WordPress. */
	public static function register(): void {
		add_filter( 'wp_privacy_personal_data_erasers', array( self::class, 'add_eraser' ) );
		add_filter( 'wp_privacy_personal_data_exporters', array( self::class, 'add_exporter' ) );
		add_action( 'admin_init', array( self::class, 'policy' ) );
	}

	public static function add_eraser( array $erasers ): array {
		$erasers['pairwell'] = array(
			'eraser_friendly_name' => 'Pairwell',
			'callback'             => array( self::class, 'erase' ),
		);
		return $erasers;
	}

	public static function add_exporter( array $exporters ): array {
		$exporters['pairwell'] = array(
			'exporter_friendly_name' => 'Pairwell',
			'callback'               => array( self::class, 'export' ),
		);
		return $exporters;
	}

	/** The person under the address and under the account that has it. */
	private static function names( string $email ): array {
		$user = get_user_by( 'email', $email );
		return array( 'customer_email' => $email ) + ( $user ? array( 'customer_id' => (string) $user->ID ) : array() );
	}

	/** Erases a person at Pairwell: their orders stay there without them. */
	public static function erase( string $email, int $page = 1 ): array {
		$answer = Settings::is_connected()
			? Api::of_shop()->call( 'POST', '/v1/privacy-requests', array( 'kind' => 'redact' ) + self::names( $email ) )
			: array( 'orders' => 0 );
		$failed = is_wp_error( $answer );
		return array(
			'items_removed'  => ! $failed && $answer['orders'] > 0,
			'items_retained' => $failed,
			'messages'       => $failed ? array( 'Pairwell: ' . $answer->get_error_message() ) : array(),
			'done'           => true,
		);
	}

	/** What Pairwell holds of a person. */
	public static function export( string $email, int $page = 1 ): array {
		$done = array(
			'data' => array(),
			'done' => true,
		);
		if ( ! Settings::is_connected() ) {
			return $done;
		}
		$answer = Api::of_shop()->call( 'POST', '/v1/privacy-requests', array( 'kind' => 'data_request' ) + self::names( $email ) );
		if ( is_wp_error( $answer ) || 0 === $answer['orders'] ) {
			return $done;
		}
		$done['data'][] = array(
			'group_id'    => 'pairwell',
			'group_label' => __( 'Suggestions (Pairwell)', 'pairwell' ),
			'item_id'     => 'pairwell-orders',
			'data'        => array(
				array(
					'name'  => __( 'Orders that suggestions are computed from', 'pairwell' ),
					'value' => implode( ', ', $answer['order_ids'] ),
				),
			),
		);
		return $done;
	}

	/** A paragraph for the shop's privacy policy. */
	public static function policy(): void {
		wp_add_privacy_policy_content(
			'Pairwell',
			wp_kses_post(
				wpautop(
					__( 'Suggestions in this shop are computed by Pairwell from past orders. Your e-mail address and customer number are stored there as keyed hashes only; names and addresses are not sent. Your browser has an id only with your consent.', 'pairwell' )
				)
			)
		);
	}
}
