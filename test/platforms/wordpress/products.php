<?php
/** Products of the simulated shop, with WooCommerce's classes and functions for them. Written for these tests. */

class WC_DateTime extends DateTime {}
function wc_time( int $seconds ): WC_DateTime { return ( new WC_DateTime( "@$seconds" ) ); }

class WC_Product_Attribute {
	public function __construct( private string $name, private array $options ) {}
	public function get_name() { return $this->name; }
	public function is_taxonomy() { return false; }
	public function get_options() { return $this->options; }
}

class WC_Product {
	public function __construct( public array $data ) {}
	public function get_id() { return $this->data['id']; }
	public function get_parent_id() { return $this->data['parent'] ?? 0; }
	public function get_type() { return $this->data['type']; }
	public function is_type( $type ) { return in_array( $this->data['type'], (array) $type, true ); }
	public function get_name() { return $this->data['name']; }
	public function get_status() { return $this->data['status']; }
	public function get_catalog_visibility() { return $this->data['visibility'] ?? 'visible'; }
	public function get_permalink() { return "https://shop.example/product/{$this->data['id']}/"; }
	public function get_sku() { return $this->data['sku'] ?? ''; }
	public function get_global_unique_id() { return $this->data['gtin'] ?? ''; }
	public function get_price() { return $this->data['price'] ?? ''; }
	public function get_stock_status() { return $this->data['stock_status'] ?? 'instock'; }
	public function get_manage_stock() { return $this->data['manage_stock'] ?? false; }
	public function get_stock_quantity() { return $this->data['stock'] ?? null; }
	public function get_children() { return $this->data['children'] ?? array(); }
	public function get_image_id() { return $this->data['id'] + 1000000; }
	public function get_category_ids() { return $this->data['categories'] ?? array(); }
	public function get_attributes() {
		return array_map( fn( $name ) => new WC_Product_Attribute( $name, $this->data['attributes'][ $name ] ), array_keys( $this->data['attributes'] ?? array() ) );
	}
	public function get_date_created() { return wc_time( $this->data['created'] ); }
	public function get_date_modified() { return wc_time( $this->data['modified'] ); }
}

function wc_get_product( $id ) { return isset( Shop::$products[ $id ] ) ? new WC_Product( Shop::$products[ $id ] ) : false; }
function wc_get_products( $arguments ) {
	$is_listed = fn( $one ) => 'variation' !== $one['type'] && in_array( $one['status'], $arguments['status'], true );
	return wc_list( array_filter( Shop::$products, $is_listed ), $arguments, fn( $one ) => new WC_Product( $one ) );
}

/** A list by date, as WooCommerce's queries give it: second precision, and the order of equal dates is not promised. */
function wc_list( array $all, array $arguments, callable $make ) {
	foreach ( array( 'date_created' => 'created', 'date_modified' => 'modified' ) as $name => $field ) {
		if ( isset( $arguments[ $name ] ) ) {
			if ( ! preg_match( '/^>=(\d+)$/', $arguments[ $name ], $found ) ) {
				throw new LogicException( "Not simulated: {$arguments[ $name ]}" );
			}
			$all = array_filter( $all, fn( $one ) => $one[ $field ] >= (int) $found[1] );
		}
	}
	if ( ! empty( $arguments['paginate'] ) ) {
		return (object) array( 'total' => count( $all ) );
	}
	$exclude = array_flip( $arguments['exclude'] ?? array() );
	$all     = array_filter( $all, fn( $one ) => ! isset( $exclude[ $one['id'] ] ) );
	$by      = array( 'date' => 'created', 'modified' => 'modified' )[ $arguments['orderby'] ];
	usort( $all, fn( $a, $b ) => $a[ $by ] <=> $b[ $by ] ?: $b['id'] <=> $a['id'] );
	return array_map( $make, array_slice( $all, 0, $arguments['limit'] ) );
}

function wc_get_formatted_variation( $variation, $flat = false, $names = true ) { return implode( ', ', $variation->data['options'] ?? array() ); }
function wc_attribute_label( $name, $product = null ) { return $name; }
function get_woocommerce_currency() { return Shop::CURRENCY; }
function wp_get_attachment_url( $id ) { return "https://shop.example/images/$id.jpg"; }
function taxonomy_exists( $name ) { return 'product_tag' === $name; }
function wp_get_post_terms( $id, $taxonomy, $arguments = array() ) { return Shop::$products[ $id ]['tags'] ?? array(); }
function get_term( $id, $taxonomy ) { return Shop::$categories[ $id ] ?? null; }
function get_ancestors( $id, $taxonomy, $type ) {
	$found = array();
	for ( $at = Shop::$categories[ $id ]->parent ?? 0; $at > 0; $at = Shop::$categories[ $at ]->parent ) {
		$found[] = $at;
	}
	return $found;
}
