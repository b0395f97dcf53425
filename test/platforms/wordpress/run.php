<?php
/**
 * Runs the plug-in in a simulated WordPress: `php run.php <folder of the site> <steps as JSON>`. Prints one JSON line with the answer of
 * each step. Written for these tests.
 */

error_reporting( E_ALL );
set_error_handler( function ( $level, $text, $file, $line ) {
	if ( error_reporting() & $level ) {
		throw new ErrorException( $text, 0, $level, $file, $line );
	}
	return true;
} );
define( 'PAIRWELL_TEST', true );

foreach ( array( 'wordpress', 'pages', 'products', 'orders', 'webhooks', 'shop' ) as $part ) {
	require __DIR__ . "/$part.php";
}
final class WooCommerce {
	public $cart = null;
}
final class Cart {
	public function __construct( private array $lines ) {}
	public function get_cart() { return $this->lines; }
}
function WC() {
	static $woo = null;
	return $woo ??= new WooCommerce();
}

$plugin = dirname( __DIR__, 3 ) . '/platforms/woocommerce/pairwell';
list( , $folder, $steps ) = $argv;
Site::open( $folder );

function printed( callable $act ): string {
	ob_start();
	$act();
	return ob_get_clean();
}

/** Runs what is due, or will be within so many seconds, as the site's cron does. */
function run_scheduled( string $hook, int $most, int $ahead ): int {
	for ( $ran = 0; $ran < $most; ++$ran ) {
		$due = array_filter( Site::$due, fn( $one ) => $one[1] === $hook && $one[0] <= time() + $ahead );
		if ( ! $due ) {
			return $ran;
		}
		array_splice( Site::$due, array_key_first( $due ), 1 );
		Site::save();
		do_action( $hook );
	}
	return $ran;
}

$acts = array(
	'shop'     => fn( $o ) => Shop::open( $o['products'], $o['orders'], $o['seed'] ?? 1 ),
	'load'     => function () use ( $plugin ) {
		require_once "$plugin/pairwell.php";
		foreach ( array( 'before_woocommerce_init', 'plugins_loaded', 'init', 'wp_enqueue_scripts', 'admin_menu' ) as $hook ) {
			do_action( $hook );
		}
	},
	'hook'     => fn( $o ) => do_action( $o['name'], ...( $o['arguments'] ?? array() ) ),
	'save'     => function ( $o ) {
		$_POST = array_merge( array( '_wpnonce' => 'nonce of pairwell_save' ), $o );
		Site::$may = $o['may'] ?? true;
		do_action( 'admin_post_pairwell_save' );
		return array( 'problem' => get_transient( 'pairwell_notice' ), 'connected' => Pairwell\Settings::is_connected() );
	},
	'cron'     => fn( $o ) => array( 'ran' => run_scheduled( $o['hook'], $o['most'] ?? 1000, $o['ahead'] ?? 0 ), 'requests' => Site::$requests, 'bytes' => Site::$bytes ),
	'die'      => function ( $o ) { Site::$dies_at = $o['at']; },
	'option'   => fn( $o ) => get_option( $o['name'] ),
	'setOption' => fn( $o ) => update_option( $o['name'], $o['value'] ),
	'emails'   => function () {
		$found = array();
		foreach ( Shop::$orders as $id => $order ) {
			$found[ $order['email'] ][] = (string) $id;
		}
		return $found;
	},
	'foreignWebhook' => function () {
		$webhook = new WC_Webhook();
		$webhook->set_topic( 'order.created' );
		$webhook->save();
	},
	'change'   => fn( $o ) => Shop::change( $o['kind'], $o['id'], $o['fields'], time() ),
	// Somebody changes a product after a batch was read, and the message about it overtakes the batch.
	'overtake' => fn( $o ) => add_action(
		'simulated_request',
		function ( $url ) use ( $o ) {
			static $done = false;
			if ( ! $done && str_contains( $url, '/v1/items' ) ) {
				$done = true;
				Shop::change( 'products', $o['id'], $o['fields'], time() );
				deliver_topic( 'product.updated', $o['id'] );
			}
		}
	),
	'deliver'  => function ( $o ) {
		$statuses = array();
		foreach ( $o['messages'] as list( $topic, $id ) ) {
			array_push( $statuses, ...deliver_topic( $topic, $id ) );
		}
		return array( 'statuses' => array_count_values( $statuses ), 'requests' => Site::$requests, 'bytes' => Site::$bytes );
	},
	'day'      => function ( $o ) {
		$statuses = array();
		foreach ( $o['events'] as list( $topic, $kind, $id, $fields ) ) {
			Shop::change( $kind, $id, $fields, time() );
			array_push( $statuses, ...deliver_topic( $topic, $id ) );
		}
		return array( 'statuses' => array_count_values( $statuses ), 'requests' => Site::$requests, 'bytes' => Site::$bytes );
	},
	// What the shop sells and has sold, as somebody would read it there.
	'truth'    => fn() => array(
		'prices' => array_map( fn( $one ) => (int) round( 100 * $one['price'] ), array_filter( Shop::$products, fn( $one ) => 'variation' !== $one['type'] ) ),
		'orders' => array_map( fn( $one ) => Pairwell\Orders::STATUS[ $one['status'] ], Shop::$orders ),
	),
	'page'     => function ( $o ) {
		Site::$page     = $o;
		Site::$enqueued = array();
		if ( isset( $o['cart'] ) ) {
			WC()->cart = new Cart( $o['cart'] );
		}
		return printed( function () use ( $o ) {
			if ( isset( $o['hook'] ) ) {
				do_action( $o['hook'], ...( $o['arguments'] ?? array() ) );
			}
			if ( isset( $o['content'] ) ) {
				echo apply_filters( 'the_content', $o['content'] );
			}
			if ( isset( $o['shortcode'] ) ) {
				echo ( Site::$shortcodes['pairwell'] )( $o['shortcode'] );
			}
			if ( isset( $o['block'] ) ) {
				echo render_block_of( 'pairwell/panel', $o['block'] );
			}
			print_footer_scripts();
		} );
	},
	'admin'    => fn() => printed( fn() => do_action( 'render_page' ) ),
	'cartLine' => function ( $o ) {
		$data = apply_filters( 'woocommerce_store_api_add_to_cart_data', array( 'id' => 10, 'cart_item_data' => array() ), $o['request'] );
		$line = new WC_Order_Item_Product( array( 'id' => 1 ) );
		do_action( 'woocommerce_checkout_create_order_line_item', $line, 'key', $data['cart_item_data'], null );
		return $line->meta;
	},
	'erase'    => fn( $o ) => ( apply_filters( 'wp_privacy_personal_data_erasers', array() )['pairwell']['callback'] )( $o['email'] ),
	'export'   => fn( $o ) => ( apply_filters( 'wp_privacy_personal_data_exporters', array() )['pairwell']['callback'] )( $o['email'] ),
	'uninstall' => function () use ( $plugin ) {
		define( 'WP_UNINSTALL_PLUGIN', 'pairwell/pairwell.php' );
		require "$plugin/uninstall.php";
		return array( 'options' => array_keys( Site::$options ), 'due' => array_column( Site::$due, 1 ), 'webhooks' => count( get_option( 'webhooks', array() ) ) );
	},
);
$answers = array();
foreach ( json_decode( 'php://stdin' === $steps ? file_get_contents( $steps ) : $steps, true ) as $step ) {
	$answers[] = $acts[ $step['do'] ]( $step );
}
echo json_encode( $answers ), "\n";
