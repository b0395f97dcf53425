<?php
/**
 * Products as Pairwell's items.
 *
 * @package Pairwell
 */

namespace Pairwell;

defined( 'ABSPATH' ) || exit;

/** Ids, options and stock are those that WooCommerce's messages have, so that a message changes only what has changed. */
final class Items {
	/** Types that the cart takes as they are; others need a choice on their page. */
	const ADDED = array( 'simple', 'variable', 'subscription', 'variable-subscription' );

	const AVAILABILITY = array(
		'instock'     => 'in_stock',
		'outofstock'  => 'out_of_stock',
		'onbackorder' => 'backorder',
	);

	/** Characters of an id, of a short text and of a link, at most. */
	const MAX_ID   = 128;
	const MAX_TEXT = 500;
	const MAX_LINK = 2000;

	/** Lists have at most so many entries. */
	const MAX_LIST = 250;

	/** The item of a product; null for what is none, such as a variation on its own. */
	public static function of( \WC_Product $product ): ?array {
		$title = self::text( $product->get_name() );
		if ( '' === $title || $product->is_type( 'variation' ) ) {
			return null;
		}
		$variants = self::variants( $product );
		$paths    = self::paths( $product );
		$type     = $product->get_type();
		$item     = array(
			'item_id'   => (string) $product->get_id(),
			'title'     => $title,
			'published' => 'publish' === $product->get_status() && 'hidden' !== $product->get_catalog_visibility(),
			'variants'  => $variants,
			'action'    => 'external' === $type ? 'view' : ( in_array( $type, self::ADDED, true ) ? 'add' : 'choose' ),
		);
		$optional = array(
			'url'         => self::link( $product->get_permalink() ),
			'image_url'   => self::picture( $product ),
			'category'    => $paths[0] ?? '',
			'collections' => count( $paths ) > 1 ? array_slice( $paths, 0, self::MAX_LIST ) : array(),
			'brand'       => self::terms( $product, 'product_brand' )[0] ?? '',
			'tags'        => array_slice( self::terms( $product, 'product_tag' ), 0, self::MAX_LIST ),
			'attributes'  => self::attributes( $product ),
		);
		return $item + array_filter( $optional, fn( $value ) => ! empty( $value ) );
	}

	/** What can be put into a cart: the variations of a variable product, else the product itself. */
	private static function variants( \WC_Product $product ): array {
		$variants = array();
		if ( $product->is_type( array( 'variable', 'variable-subscription' ) ) ) {
			foreach ( $product->get_children() as $id ) {
				$variation = wc_get_product( $id );
				if ( $variation && in_array( $variation->get_status(), array( 'publish', 'private' ), true ) ) {
					$variants[] = self::variant( $variation );
				}
			}
		}
		return $variants ? $variants : array( self::variant( $product ) );
	}

	private static function variant( \WC_Product $product ): array {
		$status  = $product->get_stock_status();
		$variant = array(
			'variant_id'   => (string) $product->get_id(),
			'availability' => self::AVAILABILITY[ $status ] ?? 'in_stock',
		);
		// A disabled variation cannot be bought, but old orders still refer to it.
		if ( $product->is_type( 'variation' ) && 'publish' !== $product->get_status() ) {
			$variant['availability'] = 'out_of_stock';
		}
		// "parent": the product counts the stock of all variations together, so none of them has a number of its own.
		if ( true === $product->get_manage_stock() && null !== $product->get_stock_quantity() ) {
			$variant['stock'] = (int) floor( $product->get_stock_quantity() );
		}
		if ( '' !== (string) $product->get_price() ) {
			$variant['price'] = Money::minor( $product->get_price(), get_woocommerce_currency() );
		}
		$gtin     = method_exists( $product, 'get_global_unique_id' ) ? preg_replace( '/\D/', '', (string) $product->get_global_unique_id() ) : '';
		$optional = array(
			'sku'       => self::text( $product->get_sku(), self::MAX_ID ),
			'gtin'      => preg_match( '/^\d{8,14}$/', $gtin ) ? $gtin : '',
			'title'     => $product->is_type( 'variation' ) ? self::text( wc_get_formatted_variation( $product, true, false ) ) : '',
			'image_url' => self::picture( $product ),
		);
		return $variant + array_filter( $optional );
	}

	/** Paths of the categories, the most precise first: "Kitchen > Kettles". */
	private static function paths( \WC_Product $product ): array {
		$paths = array();
		foreach ( $product->get_category_ids() as $id ) {
			$names = array();
			foreach ( array_merge( array_reverse( get_ancestors( $id, 'product_cat', 'taxonomy' ) ), array( $id ) ) as $step ) {
				$term    = get_term( $step, 'product_cat' );
				$names[] = $term instanceof \WP_Term ? self::text( $term->name ) : '';
			}
			$paths[] = self::text( implode( ' > ', array_filter( $names ) ) );
		}
		$paths = array_values( array_unique( array_filter( $paths ) ) );
		usort( $paths, fn( $a, $b ) => substr_count( $b, ' > ' ) <=> substr_count( $a, ' > ' ) );
		return $paths;
	}

	private static function terms( \WC_Product $product, string $taxonomy ): array {
		$names = taxonomy_exists( $taxonomy ) ? wp_get_post_terms( $product->get_id(), $taxonomy, array( 'fields' => 'names' ) ) : array();
		return is_array( $names ) ? array_values( array_filter( array_map( array( self::class, 'text' ), $names ) ) ) : array();
	}

	/** Attributes that tell products apart; the options of variations are those of the variants. */
	private static function attributes( \WC_Product $product ): array {
		$attributes = array();
		foreach ( $product->get_attributes() as $attribute ) {
			if ( ! $attribute instanceof \WC_Product_Attribute ) {
				continue;
			}
			$name   = self::text( wc_attribute_label( $attribute->get_name(), $product ), 100 );
			$values = $attribute->is_taxonomy()
				? self::terms( $product, $attribute->get_name() )
				: array_map( array( self::class, 'text' ), $attribute->get_options() );
			$value  = self::text( implode( ', ', array_filter( $values ) ) );
			if ( '' !== $name && '' !== $value && count( $attributes ) < self::MAX_LIST ) {
				$attributes[ $name ] = $value;
			}
		}
		return $attributes;
	}

	private static function picture( \WC_Product $product ): string {
		$id  = $product->get_image_id();
		$url = $id ? wp_get_attachment_url( $id ) : '';
		return self::link( $url ? $url : '' );
	}

	private static function link( string $url ): string {
		return strlen( $url ) <= self::MAX_LINK ? $url : '';
	}

	/** Plain text without markup, in one line. */
	public static function text( $value, int $most = self::MAX_TEXT ): string {
		$plain = html_entity_decode( wp_strip_all_tags( (string) $value, true ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		return trim( mb_substr( trim( $plain ), 0, $most ) );
	}
}
