<?php
/**
 * A place in a list of products or orders that grows while it is read.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/**
 * Reads in the order of a date, and remembers the last second with the ids of that second. Page numbers would skip what moves up when
 * something is deleted.
 */
final class Cursor {
	/**
	 * A pass from the beginning.
	 *
	 * @param string $kind  "items" or "orders".
	 * @param string $date  "date_created", or "date_modified" for what has changed.
	 * @param int    $since UTC seconds.
	 */
	public static function pass( string $kind, string $date, int $since ): array {
		return array(
			'kind'  => $kind,
			'date'  => $date,
			'at'    => $since,
			'seen'  => array(),
			'done'  => 0,
			'total' => self::total( $kind, $date, $since ),
		);
	}

	/** The next objects of a pass, at most so many. */
	public static function next( array $pass, int $limit ): array {
		return self::query(
			$pass['kind'],
			array(
				'limit'       => $limit,
				$pass['date'] => '>=' . $pass['at'],
				'orderby'     => 'date_modified' === $pass['date'] ? 'modified' : 'date',
				'order'       => 'ASC',
				'exclude'     => $pass['seen'],
			)
		);
	}

	/** The pass behind these objects. */
	public static function advance( array $pass, array $objects ): array {
		foreach ( $objects as $object ) {
			$date = 'date_modified' === $pass['date'] ? $object->get_date_modified() : $object->get_date_created();
			$at   = $date ? $date->getTimestamp() : $pass['at'];
			if ( $at > $pass['at'] ) {
				$pass['at']   = $at;
				$pass['seen'] = array();
			}
			$pass['seen'][] = $object->get_id();
		}
		$pass['done'] += count( $objects );
		return $pass;
	}

	private static function total( string $kind, string $date, int $since ): int {
		$found = self::query(
			$kind,
			array(
				'limit'    => 1,
				'paginate' => true,
				'return'   => 'ids',
				$date      => '>=' . $since,
			)
		);
		return (int) $found->total;
	}

	private static function query( string $kind, array $arguments ) {
		return 'items' === $kind
			? wc_get_products( $arguments + array( 'status' => array( 'publish', 'private' ) ) )
			: wc_get_orders( $arguments + array( 'type' => 'shop_order' ) );
	}
}
