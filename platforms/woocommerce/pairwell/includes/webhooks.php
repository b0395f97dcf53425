<?php
/**
 * WooCommerce's own webhooks, which deliver what changes.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** One webhook a topic, all with the same secret. */
final class Webhooks {
	/** Topics that Pairwell reads. */
	const TOPICS = array(
		'product.created',
		'product.updated',
		'product.deleted',
		'product.restored',
		'order.created',
		'order.updated',
		'order.deleted',
		'order.restored',
		'customer.deleted',
	);

	/** Version of the REST API in which bodies are written. */
	const API_VERSION = 'wp_api_v3';

	/**
	 * Creates the webhooks that are missing, and corrects and switches on the others.
	 *
	 * @param string $address Where they are delivered.
	 * @param string $secret  What signs them.
	 */
	public static function create( string $address, string $secret ): void {
		$known = self::known();
		$ids   = array();
		foreach ( self::TOPICS as $topic ) {
			$webhook = $known[ $topic ] ?? new \WC_Webhook();
			/* translators: %s: topic */
			$webhook->set_name( sprintf( __( 'Pairwell: %s', 'pairwell' ), $topic ) );
			$webhook->set_topic( $topic );
			$webhook->set_delivery_url( $address );
			$webhook->set_secret( $secret );
			$webhook->set_api_version( self::API_VERSION );
			// WooCommerce writes a body with the rights of this user.
			$webhook->set_user_id( get_current_user_id() );
			$webhook->set_status( 'active' );
			$webhook->save();
			$ids[] = $webhook->get_id();
		}
		Settings::set( array( 'webhook_ids' => $ids ) );
	}

	/** Our webhooks that still exist, by topic. */
	private static function known(): array {
		$known = array();
		foreach ( Settings::get( 'webhook_ids' ) as $id ) {
			$webhook = wc_get_webhook( $id );
			if ( $webhook && $webhook->get_id() > 0 ) {
				$known[ $webhook->get_topic() ] = $webhook;
			}
		}
		return $known;
	}

	/** Switches all of ours on or off. */
	public static function set_status( string $status ): void {
		foreach ( self::known() as $webhook ) {
			$webhook->set_status( $status );
			$webhook->save();
		}
	}

	/** Topics that are not delivered: WooCommerce switches a webhook off after several failures, and people delete some. */
	public static function missing(): array {
		$active = array();
		foreach ( self::known() as $topic => $webhook ) {
			if ( 'active' === $webhook->get_status() ) {
				$active[] = $topic;
			}
		}
		return array_values( array_diff( self::TOPICS, $active ) );
	}

	/** Deletes ours, and no other. */
	public static function remove(): void {
		foreach ( self::known() as $webhook ) {
			$webhook->delete( true );
		}
		Settings::set( array( 'webhook_ids' => array() ) );
	}
}
