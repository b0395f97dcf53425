<?php
/** WooCommerce's webhooks: stored, signed and delivered as its public code does it. Written for these tests. */

class WC_Webhook {
	private array $data = array( 'id' => 0, 'status' => 'disabled', 'failures' => 0 );
	public function __construct( $id = 0 ) {
		if ( $id ) {
			$this->data = get_option( 'webhooks', array() )[ $id ] ?? $this->data;
		}
	}
	public function get_id() { return $this->data['id']; }
	public function get_topic() { return $this->data['topic']; }
	public function get_status() { return $this->data['status']; }
	public function set_name( $value ) { $this->data['name'] = $value; }
	public function set_topic( $value ) { $this->data['topic'] = $value; }
	public function set_delivery_url( $value ) { $this->data['url'] = $value; }
	public function set_secret( $value ) { $this->data['secret'] = $value; }
	public function set_api_version( $value ) { $this->data['version'] = $value; }
	public function set_user_id( $value ) { $this->data['user'] = $value; }
	public function set_status( $value ) { $this->data['status'] = $value; }
	public function save() {
		$all              = get_option( 'webhooks', array() );
		$this->data['id'] = $this->data['id'] ?: 1 + (int) max( array( 0, ...array_keys( $all ) ) );
		$all[ $this->data['id'] ] = $this->data;
		update_option( 'webhooks', $all );
	}
	public function delete( $force = false ) {
		$all = get_option( 'webhooks', array() );
		unset( $all[ $this->data['id'] ] );
		update_option( 'webhooks', $all );
	}
	/** One message. After more than five failures in a row WooCommerce switches the webhook off; it never repeats a message. */
	public function deliver( int $id ): int {
		$event    = explode( '.', $this->data['topic'] )[1];
		$resource = explode( '.', $this->data['topic'] )[0];
		$body     = json_encode( 'deleted' === $event ? array( 'id' => $id ) : Shop::rest( $resource, $id ) );
		$headers  = array(
			'Content-Type'             => 'application/json',
			'X-WC-Webhook-Source'      => home_url( '/' ),
			'X-WC-Webhook-Topic'       => $this->data['topic'],
			'X-WC-Webhook-Resource'    => $resource,
			'X-WC-Webhook-Event'       => $event,
			'X-WC-Webhook-Signature'   => base64_encode( hash_hmac( 'sha256', $body, $this->data['secret'], true ) ),
			'X-WC-Webhook-ID'          => $this->data['id'],
			'X-WC-Webhook-Delivery-ID' => bin2hex( random_bytes( 16 ) ),
		);
		$answer   = wp_safe_remote_request( $this->data['url'], array( 'method' => 'POST', 'timeout' => 60, 'body' => $body, 'headers' => $headers ) );
		$status   = is_wp_error( $answer ) ? 0 : wp_remote_retrieve_response_code( $answer );
		$is_good  = $status >= 200 && $status < 300;
		$failures = $is_good ? 0 : $this->data['failures'] + 1;
		if ( $failures !== $this->data['failures'] ) {
			$this->data['failures'] = $failures;
			$this->data['status']   = $failures > 5 ? 'disabled' : $this->data['status'];
			$this->save();
		}
		return $status;
	}
}
function wc_get_webhook( $id ) {
	$webhook = new WC_Webhook( $id );
	return $webhook->get_id() > 0 ? $webhook : null;
}

/** Delivers a topic by every active webhook that has it. */
function deliver_topic( string $topic, int $id ): array {
	$statuses = array();
	foreach ( array_keys( get_option( 'webhooks', array() ) ) as $webhook_id ) {
		$webhook = new WC_Webhook( $webhook_id );
		if ( $webhook->get_topic() === $topic && 'active' === $webhook->get_status() ) {
			$statuses[] = $webhook->deliver( $id );
		}
	}
	return $statuses;
}
