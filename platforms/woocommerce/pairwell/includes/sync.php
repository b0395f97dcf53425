<?php
/**
 * The first sync of all products and orders, and the daily one of what changed.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/**
 * A chain of short steps in the background, each of which continues where the last one ended: after an error, a time limit or a
 * restart of the server. A batch that is sent twice changes nothing.
 */
final class Sync {
	const OPTION = 'pairwell_sync';
	const LOCK   = 'pairwell_sync_lock';
	const STEP   = 'pairwell_sync_step';
	const DAILY  = 'pairwell_sync_daily';

	/** Objects of a request. */
	const BATCH = array(
		'items'  => 100,
		'orders' => 200,
	);

	/** Seconds that one step works before it hands over to the next: hosts end requests after 30. */
	const STEP_SECONDS = 15;

	/** Seconds after which a lock belongs to a step that was killed. */
	const LOCK_SECONDS = 120;

	/** Longest pause after failures, seconds. */
	const MAX_PAUSE = 3600;

	/** Seconds by which a daily sync begins before the end of the last one, because clocks differ. */
	const OVERLAP = 3600;

	/** Hooks of the background work. */
	public static function register(): void {
		add_action( self::STEP, array( self::class, 'step' ) );
		add_action( self::DAILY, array( self::class, 'changed' ) );
		add_action(
			'init',
			function () {
				if ( Settings::is_connected() && ! wp_next_scheduled( self::DAILY ) ) {
					wp_schedule_event( time() + DAY_IN_SECONDS, 'daily', self::DAILY );
				}
			}
		);
	}

	/** The state: `passes` that are left, `counts` of what was sent, `problem`, and times in UTC seconds. */
	public static function state(): array {
		// Another request may have changed it since WordPress read it.
		wp_cache_delete( self::OPTION, 'options' );
		$state = get_option( self::OPTION, array() );
		return is_array( $state ) ? $state : array();
	}

	/** Stores the state, unless another sync was begun meanwhile. */
	private static function store( array $state ): void {
		if ( ( self::state()['id'] ?? '' ) === $state['id'] ) {
			update_option( self::OPTION, $state, false );
		}
	}

	public static function is_running(): bool {
		return ! empty( self::state()['passes'] );
	}

	/** Whether all products and orders were sent once. */
	public static function was_completed(): bool {
		return ! empty( self::state()['completed_at'] );
	}

	/** Begins a sync of everything. */
	public static function start(): void {
		self::begin( array( Cursor::pass( 'items', 'date_created', 1 ), Cursor::pass( 'orders', 'date_created', 1 ) ) );
	}

	/** Sends what has changed since the last sync: WooCommerce sends a message once, also if it does not arrive. */
	public static function changed(): void {
		if ( ! Settings::is_connected() || self::is_running() ) {
			self::resume();
			return;
		}
		$since = max( 1, ( self::state()['began_at'] ?? 0 ) - self::OVERLAP );
		self::begin( array( Cursor::pass( 'items', 'date_modified', $since ), Cursor::pass( 'orders', 'date_modified', $since ) ) );
	}

	private static function begin( array $passes ): void {
		$fresh = array(
			'id'       => wp_generate_uuid4(),
			'passes'   => $passes,
			'began_at' => time(),
			'counts'   => array(
				'items'    => 0,
				'orders'   => 0,
				'requests' => 0,
				'refused'  => 0,
			),
			'failures' => 0,
			'problem'  => '',
			'refusals' => array(),
		);
		update_option( self::OPTION, $fresh + array_intersect_key( self::state(), array( 'completed_at' => 0 ) ), false );
		self::schedule( 0 );
	}

	/** Schedules the next step of a sync that has none, such as after the schedule was emptied. */
	public static function resume(): void {
		if ( self::is_running() && ! self::is_scheduled() ) {
			self::schedule( 0 );
		}
	}

	/** One step: as many batches as fit into its time. */
	public static function step(): void {
		if ( ! Settings::is_connected() || ! self::is_running() ) {
			return;
		}
		// Runs only if this step is killed, or the one that has the lock was.
		self::schedule( self::LOCK_SECONDS + 1 );
		if ( ! self::lock() ) {
			return;
		}
		$end   = time() + self::STEP_SECONDS;
		$pause = 0;
		do {
			$pause = self::batch();
		} while ( null === $pause && self::is_running() && time() < $end );
		delete_option( self::LOCK );
		self::clear();
		if ( self::is_running() ) {
			self::schedule( $pause ?? 0 );
		}
	}

	/**
	 * Sends one batch, and stores the place behind it.
	 *
	 * @return int|null Seconds to wait after a failure; null if it was sent.
	 */
	private static function batch(): ?int {
		$state = self::state();
		$pass  = $state['passes'][0];
		// One second earlier, because WooCommerce's times have no parts of a second.
		$as_of   = ( time() - 1 ) * 1000;
		$objects = Cursor::next( $pass, self::BATCH[ $pass['kind'] ] );
		if ( ! $objects ) {
			array_shift( $state['passes'] );
			if ( ! $state['passes'] ) {
				$state['completed_at'] = time();
			}
			self::store( $state );
			return null;
		}
		$of   = 'items' === $pass['kind'] ? array( Items::class, 'of' ) : array( Orders::class, 'of' );
		$rows = array_values( array_filter( array_map( $of, $objects ) ) );
		$query   = "?as_of=$as_of" . ( self::is_last( $state['passes'], count( $objects ) ) ? '' : '&more=1' );
		$failure = Batch::send( $pass['kind'], $rows, $query, $state );
		if ( $failure ) {
			return self::failed( $state['id'], $failure );
		}
		$state['passes'][0] = Cursor::advance( $pass, $objects );
		$state['failures']  = 0;
		$state['problem']   = '';
		self::store( $state );
		return null;
	}

	/** Whether no batch follows: the last one makes the new model. */
	private static function is_last( array $passes, int $count ): bool {
		$left = array_sum( array_map( fn( $pass ) => max( 0, $pass['total'] - $pass['done'] ), $passes ) );
		return $left <= $count;
	}

	/** Stores the reason; returns the seconds to wait. */
	private static function failed( string $id, \WP_Error $failure ): int {
		$state = self::state();
		$data  = $failure->get_error_data();
		if ( $state['id'] === $id ) {
			++$state['failures'];
			$state['problem'] = $failure->get_error_message();
			self::store( $state );
		}
		// What people have to change first is tried again seldom; "Save and connect" tries at once.
		return $data['retry'] ? min( self::MAX_PAUSE, $data['after'] * 2 ** min( 7, $state['failures'] - 1 ) ) : self::MAX_PAUSE;
	}

	/** Only one step works at a time. Not by add_option, which also succeeds if another request adds the option at the same moment. */
	private static function lock(): bool {
		global $wpdb;
		if ( (int) get_option( self::LOCK ) < time() - self::LOCK_SECONDS ) {
			delete_option( self::LOCK );
		}
		wp_cache_delete( self::LOCK, 'options' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery
		return (bool) $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO `$wpdb->options` (`option_name`, `option_value`, `autoload`) VALUES (%s, %s, 'off')", self::LOCK, (string) time() ) );
	}

	/** By Action Scheduler, which WooCommerce brings along; without it by WordPress's own cron. */
	private static function schedule( int $seconds ): void {
		if ( function_exists( 'as_schedule_single_action' ) ) {
			as_schedule_single_action( time() + $seconds, self::STEP, array(), 'pairwell' );
		} else {
			wp_schedule_single_event( time() + $seconds, self::STEP );
		}
	}

	private static function is_scheduled(): bool {
		return function_exists( 'as_has_scheduled_action' )
			? as_has_scheduled_action( self::STEP, null, 'pairwell' )
			: (bool) wp_next_scheduled( self::STEP );
	}

	/** Takes all steps out of the schedule. */
	private static function clear(): void {
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( self::STEP, array(), 'pairwell' );
		}
		wp_clear_scheduled_hook( self::STEP );
	}

	/** Ends all background work; the state stays. */
	public static function unschedule(): void {
		self::clear();
		wp_clear_scheduled_hook( self::DAILY );
	}

	/** Forgets what was sent. */
	public static function forget(): void {
		delete_option( self::OPTION );
		delete_option( self::LOCK );
	}
}
