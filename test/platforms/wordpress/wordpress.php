<?php
/**
 * The functions of WordPress that the plug-in calls, as far as it can see a difference: hooks with priorities, options that outlive
 * the process, and requests over HTTP. Written for these tests.
 */

define( 'ABSPATH', __DIR__ . '/' );
define( 'DAY_IN_SECONDS', 86400 );
define( 'MINUTE_IN_SECONDS', 60 );

/** State of the site; options and what was scheduled are kept in a file, so that a process may die at any moment. */
final class Site {
	public static string $folder = '';
	public static array $hooks   = array();
	public static array $options = array();
	/** Scheduled actions: time, hook. */
	public static array $due      = array();
	public static array $scripts  = array();
	public static array $enqueued = array();
	public static array $shortcodes = array();
	public static array $blocks     = array();
	public static int $user       = 1;
	public static bool $may       = true;
	public static array $page     = array();
	public static int $requests   = 0;
	public static int $bytes      = 0;
	/** The process ends like one that was killed before this request; 0 for never. */
	public static int $dies_at = 0;

	public static function open( string $folder ): void {
		self::$folder = $folder;
		$file         = "$folder/site.json";
		$kept         = is_file( $file ) ? json_decode( file_get_contents( $file ), true ) : array();
		self::$options = $kept['options'] ?? array();
		self::$due     = $kept['due'] ?? array();
	}

	public static function save(): void {
		file_put_contents( self::$folder . '/site.json', json_encode( array( 'options' => self::$options, 'due' => self::$due ) ) );
	}
}

class WP_Error {
	public function __construct( private string $code = '', private string $message = '', private $data = array() ) {}
	public function get_error_message() { return $this->message; }
	public function get_error_data() { return $this->data; }
}
function is_wp_error( $thing ) { return $thing instanceof WP_Error; }

class WP_Term {
	public function __construct( public int $term_id, public string $name, public int $parent = 0 ) {}
}

function add_filter( $hook, $callback, $priority = 10, $arguments = 1 ) {
	Site::$hooks[ $hook ][ $priority ][] = array( $callback, $arguments );
	ksort( Site::$hooks[ $hook ] );
	return true;
}
function add_action( $hook, $callback, $priority = 10, $arguments = 1 ) { return add_filter( $hook, $callback, $priority, $arguments ); }
function apply_filters( $hook, $value, ...$more ) {
	foreach ( Site::$hooks[ $hook ] ?? array() as $callbacks ) {
		foreach ( $callbacks as list( $callback, $count ) ) {
			$value = $callback( ...array_slice( array( $value, ...$more ), 0, $count ) );
		}
	}
	return $value;
}
function do_action( $hook, ...$arguments ) {
	foreach ( Site::$hooks[ $hook ] ?? array() as $callbacks ) {
		foreach ( $callbacks as list( $callback, $count ) ) {
			$callback( ...array_slice( $arguments, 0, $count ) );
		}
	}
}
function register_activation_hook( $file, $callback ) { add_action( 'activate', $callback, 10, 0 ); }
function register_deactivation_hook( $file, $callback ) { add_action( 'deactivate', $callback, 10, 0 ); }

function get_option( $name, $default = false ) { return Site::$options[ $name ] ?? $default; }
function update_option( $name, $value, $autoload = null ) {
	// As the database keeps it: no objects, and numbers as they are.
	Site::$options[ $name ] = json_decode( json_encode( $value ), true );
	Site::save();
	return true;
}
function delete_option( $name ) {
	unset( Site::$options[ $name ] );
	Site::save();
	return true;
}
function wp_cache_delete( $key, $group = '' ) { return true; }
function set_transient( $name, $value, $seconds = 0 ) { return update_option( "_transient_$name", $value ); }
function get_transient( $name ) { return get_option( "_transient_$name" ); }
function delete_transient( $name ) { return delete_option( "_transient_$name" ); }

/** The one statement that the plug-in sends itself: an option that is added only if it does not exist. */
final class Wpdb {
	public string $options = 'wp_options';
	public function prepare( $sql, ...$values ) { return array( $sql, $values ); }
	public function query( $prepared ) {
		list( $sql, $values ) = $prepared;
		if ( ! str_starts_with( $sql, 'INSERT IGNORE INTO `wp_options`' ) ) {
			throw new LogicException( "Not simulated: $sql" );
		}
		if ( isset( Site::$options[ $values[0] ] ) ) {
			return 0;
		}
		update_option( $values[0], $values[1] );
		return 1;
	}
}
$GLOBALS['wpdb'] = new Wpdb();

// Action Scheduler, and WordPress's own cron.
function as_schedule_single_action( $time, $hook, $arguments = array(), $group = '' ) {
	Site::$due[] = array( $time, $hook );
	Site::save();
	return count( Site::$due );
}
function as_has_scheduled_action( $hook, $arguments = null, $group = '' ) { return in_array( $hook, array_column( Site::$due, 1 ), true ); }
function as_unschedule_all_actions( $hook, $arguments = array(), $group = '' ) { wp_clear_scheduled_hook( $hook ); }
function wp_schedule_single_event( $time, $hook ) { return (bool) as_schedule_single_action( $time, $hook ); }
function wp_schedule_event( $time, $recurrence, $hook ) { return (bool) as_schedule_single_action( $time, $hook ); }
function wp_next_scheduled( $hook ) {
	foreach ( Site::$due as list( $time, $name ) ) {
		if ( $name === $hook ) {
			return $time;
		}
	}
	return false;
}
function wp_clear_scheduled_hook( $hook ) {
	Site::$due = array_values( array_filter( Site::$due, fn( $one ) => $one[1] !== $hook ) );
	Site::save();
}

function wp_remote_request( $url, $arguments = array() ) {
	do_action( 'simulated_request', $url );
	++Site::$requests;
	if ( Site::$dies_at > 0 && Site::$requests >= Site::$dies_at ) {
		// Nothing is cleaned up: the process was killed.
		posix_kill( getmypid(), 9 );
	}
	$headers = array();
	foreach ( $arguments['headers'] ?? array() as $name => $value ) {
		$headers[] = "$name: $value";
	}
	$body         = $arguments['body'] ?? '';
	Site::$bytes += strlen( $body );
	$context      = stream_context_create(
		array(
			'http' => array(
				'method'          => $arguments['method'] ?? 'GET',
				'header'          => implode( "\r\n", array_merge( $headers, array( 'Connection: close' ) ) ),
				'content'         => $body,
				'ignore_errors'   => true,
				'follow_location' => 0,
				'timeout'         => $arguments['timeout'] ?? 5,
			),
		)
	);
	$text         = @file_get_contents( $url, false, $context );
	if ( false === $text ) {
		return new WP_Error( 'http_request_failed', error_get_last()['message'] ?? 'no connection' );
	}
	preg_match( '~^HTTP/\S+ (\d+)~', $http_response_header[0], $found );
	$received = array();
	foreach ( array_slice( $http_response_header, 1 ) as $line ) {
		list( $name, $value )                       = explode( ':', $line, 2 ) + array( 1 => '' );
		$received[ strtolower( trim( $name ) ) ] = trim( $value );
	}
	return array( 'body' => $text, 'headers' => $received, 'response' => array( 'code' => (int) $found[1] ) );
}
function wp_safe_remote_request( $url, $arguments = array() ) { return wp_remote_request( $url, $arguments ); }
function wp_remote_retrieve_response_code( $response ) { return $response['response']['code']; }
function wp_remote_retrieve_body( $response ) { return $response['body']; }
function wp_remote_retrieve_header( $response, $name ) { return $response['headers'][ $name ] ?? ''; }
