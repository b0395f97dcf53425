<?php
/**
 * One request with many items or orders.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Sends rows in requests of a size that the API takes. */
final class Batch {
	/** Bytes of a request: the API takes 4 MB. */
	const MAX_BYTES = 3000000;

	/**
	 * Sends rows.
	 *
	 * @param string $query When they were read, and whether further ones follow.
	 * @param array  $state State of the sync; its counts and refusals grow.
	 * @return \WP_Error|null Why they could not be sent.
	 */
	public static function send( string $kind, array $rows, string $query, array &$state ): ?\WP_Error {
		foreach ( self::slices( $rows ) as $slice ) {
			$failure = self::send_slice( $kind, $slice, $query, $state );
			if ( $failure ) {
				return $failure;
			}
		}
		return null;
	}

	/**
	 * Sends rows. Those that the API refuses are left out and listed, so that one of them does not hold up the others.
	 *
	 * @param array $state Its counts grow.
	 * @return \WP_Error|null Why the rows could not be sent.
	 */
	private static function send_slice( string $kind, array $rows, string $query, array &$state ): ?\WP_Error {
		$route = 'items' === $kind ? array( 'PUT', '/v1/items' ) : array( 'POST', '/v1/orders' );
		while ( $rows ) {
			$answer = Api::of_shop()->call( $route[0], $route[1] . $query, array( $kind => $rows ) );
			++$state['counts']['requests'];
			if ( ! is_wp_error( $answer ) ) {
				$state['counts'][ $kind ] += count( $rows );
				return null;
			}
			$bad = self::refused_rows( $kind, $answer, count( $rows ) );
			if ( ! $bad ) {
				return $answer;
			}
			foreach ( $bad as $at => $why ) {
				$id = $rows[ $at ]['item_id'] ?? $rows[ $at ]['order_id'] ?? '?';
				++$state['counts']['refused'];
				$state['refusals'][ "$kind $id" ] = $why;
			}
			$state['refusals'] = array_slice( $state['refusals'], -20, null, true );
			$rows              = array_values( array_diff_key( $rows, $bad ) );
		}
		return null;
	}

	/** Numbers of the rows that an error is about, each with its reason; none for an error that is not about rows. */
	private static function refused_rows( string $kind, \WP_Error $error, int $count ): array {
		$data = $error->get_error_data();
		$bad  = array();
		// Slices are smaller than what the API takes, except for a row that is larger by itself.
		if ( 413 === $data['status'] && 1 === $count ) {
			return array( $error->get_error_message() );
		}
		foreach ( 400 === $data['status'] ? $data['issues'] : array() as $issue ) {
			if ( preg_match( "/^$kind\.(\d+)\b/", (string) ( $issue['field'] ?? '' ), $found ) ) {
				$bad[ (int) $found[1] ] = $issue['field'] . ': ' . ( $issue['message'] ?? '' );
			}
		}
		return $bad;
	}

	/** Rows in slices of at most so many bytes; a row that is larger than a slice is one of its own. */
	private static function slices( array $rows ): array {
		$slices = array();
		$bytes  = self::MAX_BYTES;
		foreach ( $rows as $row ) {
			$size = strlen( wp_json_encode( $row ) );
			if ( $bytes + $size > self::MAX_BYTES ) {
				$slices[] = array();
				$bytes    = 0;
			}
			$slices[ count( $slices ) - 1 ][] = $row;
			$bytes                           += $size;
		}
		return $slices;
	}
}
