<?php
/**
 * The tag and the panels: by hooks of the theme, as a block, and as a shortcode.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Nothing is printed until the shop is connected. */
final class Panels {
	const PLACEMENTS = array( 'product', 'cart', 'home', 'generic' );
	const INTENTS    = array( 'complementary', 'upgrade', 'downgrade', 'related' );

	/** Hooks of the pages. */
	public static function register(): void {
		add_action( 'wp_enqueue_scripts', array( self::class, 'register_scripts' ) );
		add_filter( 'script_loader_tag', array( self::class, 'tag' ), 10, 2 );
		add_shortcode( 'pairwell', array( self::class, 'shortcode' ) );
		add_action( 'init', fn() => register_block_type( plugin_dir_path( FILE ) . 'blocks/panel', array( 'render_callback' => array( self::class, 'block' ) ) ) );
		// Between the tabs and WooCommerce's own related products.
		add_action( 'woocommerce_after_single_product_summary', array( self::class, 'on_product' ), 15 );
		// Inside the form, which WooCommerce renders again when the cart changes.
		add_action( 'woocommerce_after_cart_table', array( self::class, 'on_cart' ) );
		add_filter( 'the_content', array( self::class, 'on_home' ) );
	}

	/** Scripts that a panel brings along. */
	public static function register_scripts(): void {
		$how = array(
			'strategy'  => 'async',
			'in_footer' => true,
		);
		wp_register_script( 'pairwell-page', plugins_url( 'assets/page.js', FILE ), array(), VERSION, $how );
		// The version of the tag is Pairwell's, so the address has none of ours.
		// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
		wp_register_script( 'pairwell', untrailingslashit( Settings::get( 'endpoint' ) ) . '/pairwell.js', array(), null, $how );
	}

	/** Adds the attributes of docs/EMBED.md to the tag. */
	public static function tag( string $html, string $handle ): string {
		if ( 'pairwell' !== $handle ) {
			return $html;
		}
		$attributes = self::attributes(
			array(
				'data-key'    => Settings::get( 'publishable_key' ),
				'data-locale' => str_replace( '_', '-', preg_replace( '/_(formal|informal)$/', '', determine_locale() ) ),
				'data-cart'   => 'woocommerce',
			)
		);
		return str_replace( ' src=', "$attributes src=", $html );
	}

	/** One panel, with the scripts that it needs; '' where it would have nothing to ask about. */
	public static function panel( array $wish ): string {
		if ( ! Settings::is_connected() ) {
			return '';
		}
		$placement  = in_array( $wish['placement'] ?? '', self::PLACEMENTS, true ) ? $wish['placement'] : 'product';
		$attributes = array( 'placement' => $placement );
		if ( in_array( $wish['intent'] ?? '', self::INTENTS, true ) && 'complementary' !== $wish['intent'] ) {
			$attributes['intent'] = $wish['intent'];
		}
		if ( 'cart' === $placement ) {
			$attributes['cart-item-ids'] = implode( ',', Page_Item::cart() );
		}
		if ( 'product' === $placement ) {
			$attributes['item-id'] = (string) ( $wish['item'] ?? '' ) !== '' ? (string) $wish['item'] : Page_Item::current();
			if ( '' === $attributes['item-id'] ) {
				return '';
			}
		}
		if ( (int) ( $wish['limit'] ?? 0 ) > 0 ) {
			$attributes['limit'] = (string) min( 24, (int) $wish['limit'] );
		}
		wp_enqueue_script( 'pairwell-page' );
		wp_enqueue_script( 'pairwell' );
		return '<pairwell-panel' . self::attributes( $attributes ) . '></pairwell-panel>';
	}

	private static function attributes( array $values ): string {
		$html = '';
		foreach ( $values as $name => $value ) {
			$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
		}
		return $html;
	}

	/** `[pairwell placement="product" intent="upgrade" item="12" limit="4"]` */
	public static function shortcode( $attributes ): string {
		return self::panel( (array) $attributes );
	}

	/** The block, with the classes and alignment of the editor. */
	public static function block( array $attributes ): string {
		$panel = self::panel( $attributes );
		return '' === $panel ? '' : sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $panel );
	}

	/** Classic product pages. */
	public static function on_product(): void {
		if ( Settings::get( 'show_product' ) ) {
			echo self::panel( array( 'placement' => 'product' ) ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
		}
		if ( Settings::get( 'show_upgrade' ) ) {
			echo self::panel( // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
				array(
					'placement' => 'product',
					'intent'    => 'upgrade',
				)
			);
		}
	}

	/** Classic cart pages. */
	public static function on_cart(): void {
		if ( Settings::get( 'show_cart' ) ) {
			echo self::panel( array( 'placement' => 'cart' ) ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
		}
	}

	/** Below the content of the front page, if the merchant wishes so. */
	public static function on_home( string $content ): string {
		$is_here = Settings::get( 'show_home' ) && is_front_page() && is_main_query() && in_the_loop();
		return $is_here ? $content . self::panel( array( 'placement' => 'home' ) ) : $content;
	}
}
