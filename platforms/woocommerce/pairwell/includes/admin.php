<?php
/**
 * The settings page: WooCommerce → Pairwell.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** A form, what connecting found, and the progress of the sync. */
final class Admin {
	const PAGE   = 'pairwell';
	const ACTION = 'pairwell_save';
	const RIGHT  = 'manage_woocommerce';

	/** Hooks of the dashboard. */
	public static function register(): void {
		add_action( 'admin_menu', fn() => add_submenu_page( 'woocommerce', 'Pairwell', 'Pairwell', self::RIGHT, self::PAGE, array( self::class, 'render' ) ) );
		add_action( 'admin_post_' . self::ACTION, array( self::class, 'save' ) );
	}

	/** Saves the form, and connects or begins a sync as the pressed button says. */
	public static function save(): void {
		if ( ! current_user_can( self::RIGHT ) ) {
			wp_die( esc_html__( 'You may not change these settings.', 'pairwell' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		$given   = wp_unslash( $_POST );
		$changes = array(
			'endpoint'        => esc_url_raw( trim( (string) ( $given['endpoint'] ?? '' ) ) ),
			'publishable_key' => sanitize_text_field( $given['publishable_key'] ?? '' ),
		);
		// The field is empty where a key is stored: it is never shown again.
		$secret = sanitize_text_field( $given['secret_key'] ?? '' );
		if ( '' !== $secret ) {
			$changes['secret_key'] = $secret;
		}
		foreach ( array( 'show_product', 'show_upgrade', 'show_cart', 'show_home', 'erase_on_uninstall' ) as $name ) {
			$changes[ $name ] = ! empty( $given[ $name ] );
		}
		Settings::set( $changes );
		$result = 'sync' === ( $given['do'] ?? '' ) && Settings::is_connected() ? Sync::start() : Connection::connect();
		set_transient( 'pairwell_notice', is_wp_error( $result ) ? $result->get_error_message() : '', MINUTE_IN_SECONDS );
		wp_safe_redirect( admin_url( 'admin.php?page=' . self::PAGE . '&saved=1' ) );
		self::leave();
	}

	/** Ends the request after a redirect. */
	private static function leave(): void {
		if ( ! defined( 'PAIRWELL_TEST' ) ) {
			exit;
		}
	}

	/** Prints the page. */
	public static function render(): void {
		// A step that died is continued when somebody looks.
		Sync::resume();
		$notice = get_transient( 'pairwell_notice' );
		delete_transient( 'pairwell_notice' );
		echo '<div class="wrap"><h1>Pairwell</h1>';
		if ( is_string( $notice ) ) {
			printf(
				'<div class="notice notice-%s"><p>%s</p></div>',
				'' === $notice ? 'success' : 'error',
				esc_html( '' === $notice ? __( 'Connected.', 'pairwell' ) : $notice )
			);
		}
		self::status();
		self::form();
		echo '</div>';
	}

	/** What is connected, and what is not. */
	private static function status(): void {
		if ( ! Settings::is_connected() ) {
			echo '<p>' . esc_html__( 'Not connected yet. You find the keys in Pairwell’s console, under Settings, Keys.', 'pairwell' ) . '</p>';
			return;
		}
		/* translators: %s: name of the shop */
		echo '<p>' . esc_html( sprintf( __( 'Connected with the shop “%s”.', 'pairwell' ), Settings::get( 'shop_name' ) ) ) . '</p>';
		$missing = Webhooks::missing();
		if ( $missing ) {
			/* translators: %s: topics */
			echo '<p>' . esc_html( sprintf( __( 'WooCommerce does not send messages about: %s. It switches a webhook off after several failures. “Save and connect” switches it on again; what was missed is sent within a day.', 'pairwell' ), implode( ', ', $missing ) ) ) . '</p>';
		}
		$state = Sync::state();
		if ( ! $state ) {
			return;
		}
		foreach ( $state['passes'] as $pass ) {
			$name = 'items' === $pass['kind'] ? __( 'Products', 'pairwell' ) : __( 'Orders', 'pairwell' );
			printf( '<p>%s: <progress max="%d" value="%d"></progress> %d / %d</p>', esc_html( $name ), max( 1, (int) $pass['total'] ), (int) $pass['done'], (int) $pass['done'], (int) $pass['total'] );
		}
		/* translators: 1: products, 2: orders, 3: refused */
		echo '<p>' . esc_html( sprintf( __( 'Sent: %1$d products, %2$d orders; refused: %3$d.', 'pairwell' ), $state['counts']['items'], $state['counts']['orders'], $state['counts']['refused'] ) ) . '</p>';
		foreach ( $state['refusals'] as $what => $why ) {
			echo '<p><code>' . esc_html( $what ) . '</code> ' . esc_html( $why ) . '</p>';
		}
		if ( '' !== $state['problem'] ) {
			echo '<p><strong>' . esc_html( $state['problem'] ) . '</strong></p>';
		}
		if ( $state['passes'] ) {
			wp_print_inline_script_tag( 'setTimeout(() => location.reload(), 10000)' );
		}
	}

	private static function form(): void {
		printf( '<form method="post" action="%s">', esc_url( admin_url( 'admin-post.php' ) ) );
		printf( '<input type="hidden" name="action" value="%s">', esc_attr( self::ACTION ) );
		wp_nonce_field( self::ACTION );
		echo '<table class="form-table" role="presentation">';
		self::field( 'endpoint', __( 'Endpoint', 'pairwell' ), 'url', Settings::get( 'endpoint' ), 'https://…' );
		self::field( 'publishable_key', __( 'Publishable key', 'pairwell' ), 'text', Settings::get( 'publishable_key' ), 'pk_…' );
		$is_known = '' !== Settings::get( 'secret_key' );
		self::field( 'secret_key', __( 'Secret key', 'pairwell' ), 'password', '', $is_known ? __( 'stored; leave empty to keep it', 'pairwell' ) : 'sk_…' );
		self::tick( 'show_product', __( 'Product pages: “goes well with”', 'pairwell' ) );
		self::tick( 'show_upgrade', __( 'Product pages: “worth the upgrade”', 'pairwell' ) );
		self::tick( 'show_cart', __( 'Cart', 'pairwell' ) );
		self::tick( 'show_home', __( 'Front page, below its content', 'pairwell' ) );
		self::tick( 'erase_on_uninstall', __( 'When the plug-in is deleted, ask for the deletion of the shop at Pairwell. An owner confirms it in the console there.', 'pairwell' ) );
		echo '</table><p>';
		printf( '<button class="button button-primary" name="do" value="connect">%s</button> ', esc_html__( 'Save and connect', 'pairwell' ) );
		printf( '<button class="button" name="do" value="sync">%s</button></p></form>', esc_html__( 'Send everything again', 'pairwell' ) );
	}

	private static function field( string $name, string $label, string $type, string $value, string $hint ): void {
		printf(
			'<tr><th scope="row"><label for="pw-%1$s">%2$s</label></th><td><input id="pw-%1$s" class="regular-text" type="%3$s" name="%1$s" value="%4$s" placeholder="%5$s" autocomplete="off"></td></tr>',
			esc_attr( $name ),
			esc_html( $label ),
			esc_attr( $type ),
			esc_attr( $value ),
			esc_attr( $hint )
		);
	}

	private static function tick( string $name, string $label ): void {
		printf(
			'<tr><th scope="row"></th><td><label><input type="checkbox" name="%s" value="1"%s> %s</label></td></tr>',
			esc_attr( $name ),
			Settings::get( $name ) ? ' checked' : '',
			esc_html( $label )
		);
	}
}
