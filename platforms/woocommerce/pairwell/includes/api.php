<?php
/**
 * Calls of Pairwell's API.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** A client with the shop's secret key. */
final class Api {
	/** Seconds that an answer may take: a batch of orders is written within them. */
	const TIMEOUT = 30;

	/** Seconds before the next attempt, where the API does not say. */
	const PAUSE = 30;

	private string $endpoint;
	private string $key;

	public function __construct( string $endpoint, string $key ) {
		$this->endpoint = untrailingslashit( $endpoint );
		$this->key      = $key;
	}

	/** With the saved settings. */
	public static function of_shop(): self {
		return new self( Settings::get( 'endpoint' ), Settings::get( 'secret_key' ) );
	}

	/**
	 * Calls a route.
	 *
	 * @param string     $method HTTP method.
	 * @param string     $path   Path with its query.
	 * @param array|null $body   Sent as JSON.
	 * @return array|\WP_Error   The answer, or an error whose message says what to do. Its data has `status` (0 without an answer),
	 *                           `issues`, `retry` (whether trying again can help) and `after` (seconds to wait before).
	 */
	public function call( string $method, string $path, ?array $body = null ) {
		$arguments = array(
			'method'      => $method,
			'timeout'     => self::TIMEOUT,
			'redirection' => 0,
			'headers'     => array(
				'Authorization' => 'Bearer ' . $this->key,
				'Accept'        => 'application/json',
			),
		);
		if ( null !== $body ) {
			$arguments['headers']['Content-Type'] = 'application/json';
			$arguments['body']                    = wp_json_encode( $body );
		}
		$response = wp_remote_request( $this->endpoint . $path, $arguments );
		if ( is_wp_error( $response ) ) {
			return $this->no_answer( $response->get_error_message() );
		}
		return $this->read( $response );
	}

	/** The answer as an array, or what went wrong. */
	private function read( $response ) {
		$status = (int) wp_remote_retrieve_response_code( $response );
		$text   = wp_remote_retrieve_body( $response );
		if ( 204 === $status ) {
			return array();
		}
		$answer = json_decode( $text, true );
		if ( ! is_array( $answer ) ) {
			return $this->refused(
				/* translators: 1: address, 2: HTTP status */
				sprintf( __( '%1$s answered with status %2$d and no JSON, so it is not the address of Pairwell’s API, or something stands before it. Check the endpoint.', 'pairwell' ), $this->endpoint, $status ),
				$status,
				array(),
				self::PAUSE
			);
		}
		if ( $status >= 200 && $status < 300 ) {
			return $answer;
		}
		$detail = isset( $answer['detail'] ) ? (string) $answer['detail'] : '';
		if ( 401 === $status ) {
			$detail .= ' ' . __( 'Copy the secret key (sk_…) again from Pairwell’s console, under Settings, Keys.', 'pairwell' );
		}
		$after = (int) wp_remote_retrieve_header( $response, 'retry-after' );
		return $this->refused( trim( $detail ), $status, $answer['issues'] ?? array(), $after > 0 ? $after : self::PAUSE );
	}

	private function no_answer( string $reason ): \WP_Error {
		$text = sprintf(
			/* translators: 1: address, 2: reason */
			__( '%1$s did not answer (%2$s). Check the endpoint, and whether your host allows connections to other servers.', 'pairwell' ),
			$this->endpoint,
			$reason
		);
		return $this->refused( $text, 0, array(), self::PAUSE );
	}

	private function refused( string $text, int $status, array $issues, int $after ): \WP_Error {
		// A wrong request stays wrong; everything else may pass.
		$retry = 0 === $status || 408 === $status || 425 === $status || 429 === $status || $status >= 500;
		return new \WP_Error( 'pairwell_' . $status, $text, compact( 'status', 'issues', 'retry', 'after' ) );
	}
}
