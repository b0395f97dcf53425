<?php
/** A shop of any size, the same for the same seed, and what changes in it. Written for these tests. */

final class Shop {
	const CURRENCY = 'EUR';
	public static array $products   = array();
	public static array $orders     = array();
	public static array $categories = array();
	private static int $dice        = 1;
	private static int $size        = 0;

	/** A number from 0 to `$most` - 1. */
	private static function roll( int $most ): int {
		self::$dice = ( self::$dice * 48271 ) % 2147483647;
		return self::$dice % $most;
	}

	/** So many products, every tenth with variations, and so many orders, each of a pair that is bought together and something else. */
	public static function open( int $products, int $orders, int $seed ): void {
		self::$dice = $seed;
		self::$size = $products;
		foreach ( array( 1 => array( 'Kitchen', 0 ), 2 => array( 'Tea &amp; coffee', 1 ), 3 => array( 'Kettles', 2 ), 4 => array( 'Garden', 0 ) ) as $id => list( $name, $parent ) ) {
			self::$categories[ $id ] = new WP_Term( $id, $name, $parent );
		}
		$began = strtotime( '2026-01-01T00:00:00Z' );
		for ( $n = 1; $n <= $products; ++$n ) {
			self::add_product( $n, $began );
		}
		for ( $n = 1; $n <= $orders; ++$n ) {
			self::add_order( 5000000 + $n, $began + intdiv( $n * 25000000, max( 1, $orders ) ), $products );
		}
	}

	private static function add_product( int $n, int $began ): void {
		$id      = $n * 10;
		// Many products of an import have the same second.
		$created = $began + intdiv( $n, 7 );
		$price   = number_format( 5 + self::roll( 9000 ) / 100, 2, '.', '' );
		$product = array(
			'id' => $id, 'type' => 'simple', 'name' => "Thing $n", 'status' => 'publish', 'sku' => 0 === $n % 4 ? '' : "SKU-$n",
			'price' => $price, 'manage_stock' => 0 === $n % 3, 'stock' => 0 === $n % 3 ? self::roll( 50 ) : null, 'created' => $created, 'modified' => $created,
			'categories' => array( 1 + $n % 4 ), 'tags' => array( 'tag ' . $n % 5 ), 'attributes' => array( 'Colour' => array( 'red', 'blue' ) ),
		);
		$product['stock_status'] = 0 === $product['stock'] ? 'outofstock' : 'instock';
		if ( 0 === $n % 10 ) {
			$product = array( 'type' => 'variable', 'children' => array( $id + 1, $id + 2 ), 'manage_stock' => false, 'stock' => null, 'stock_status' => 'instock' ) + $product;
			foreach ( array( 1 => 'red', 2 => 'blue' ) as $at => $option ) {
				self::$products[ $id + $at ] = array(
					'id' => $id + $at, 'parent' => $id, 'type' => 'variation', 'name' => "Thing $n - $option", 'status' => 'publish', 'sku' => "SKU-$n-$option",
					'price' => $price, 'options' => array( $option ), 'created' => $created, 'modified' => $created,
				);
			}
		}
		self::$products[ $id ] = $product;
	}

	private static function add_order( int $id, int $created, int $products ): void {
		$pair  = 1 + self::roll( max( 1, $products - 1 ) );
		$lines = array();
		foreach ( array_unique( array( $pair, $pair % $products + 1, 1 + self::roll( $products ) ) ) as $at => $n ) {
			$product = self::$products[ $n * 10 ];
			$number  = 1 + self::roll( 2 );
			$whole   = round( $number * (float) $product['price'], 2 );
			$lines[] = array(
				'id' => $id * 10 + $at, 'product' => $n * 10, 'variation' => 'variable' === $product['type'] ? $n * 10 + 1 + self::roll( 2 ) : 0,
				'quantity' => $number, 'subtotal' => $whole, 'total' => 0 === $id % 6 ? round( $whole * 0.9, 2 ) : $whole, 'name' => $product['name'], 'sku' => $product['sku'],
				'meta' => 0 === $id % 9 ? array( '_rec_id' => "rec_$id" ) : array(),
			);
		}
		$customer             = 0 === $id % 2 ? 1 + self::roll( 5000 ) : 0;
		self::$orders[ $id ] = array(
			'id' => $id, 'status' => array( 'completed', 'processing', 'completed', 'completed', 'on-hold', 'cancelled', 'completed' )[ $id % 7 ], 'created' => $created, 'modified' => $created,
			'customer' => $customer, 'email' => 0 === $customer ? 'guest' . self::roll( 5000 ) . '@shop.example' : "buyer$customer@shop.example", 'shipping' => 4.9, 'lines' => $lines,
			'coupons' => 0 === $id % 6 ? array( 'tea10' ) : array(),
		);
	}

	/** Changes a product or an order now, as WooCommerce notes it; an order that does not exist is placed. */
	public static function change( string $kind, int $id, array $fields, int $now ): void {
		$all        = &self::${$kind};
		if ( 'orders' === $kind && ! isset( $all[ $id ] ) ) {
			self::add_order( $id, $now, self::$size );
		}
		$all[ $id ] = array_merge( $all[ $id ], $fields, array( 'modified' => $now ) );
		if ( 'products' === $kind && isset( $all[ $id ]['children'] ) ) {
			// A variable product has the price of its variations.
			$all[ $id ]['price'] = $all[ $id + 1 ]['price'];
		}
	}

	public static function user( string $email ) {
		return preg_match( '/^buyer(\d+)@/', $email, $found ) ? (object) array( 'ID' => (int) $found[1] ) : false;
	}

	/** The body of version 3 of the REST API. */
	public static function rest( string $resource, int $id ): array {
		return 'product' === $resource ? self::rest_product( self::$products[ $id ] ) : self::rest_order( wc_get_order( $id ) );
	}

	private static function rest_product( array $one ): array {
		$product = new WC_Product( $one );
		return array(
			'id' => $one['id'], 'name' => $one['name'], 'type' => $one['type'], 'status' => $one['status'], 'catalog_visibility' => 'visible', 'permalink' => $product->get_permalink(),
			'date_modified_gmt' => gmdate( 'Y-m-d\TH:i:s', $one['modified'] ), 'sku' => $one['sku'], 'price' => $one['price'], 'manage_stock' => $product->get_manage_stock(),
			'stock_quantity' => $product->get_stock_quantity(), 'stock_status' => $product->get_stock_status(), 'backorders' => 'no', 'parent_id' => $product->get_parent_id(),
			'categories' => array_map( fn( $category ) => array( 'id' => $category, 'name' => self::$categories[ $category ]->name ), $one['categories'] ?? array() ),
			'tags' => array_map( fn( $tag ) => array( 'name' => $tag ), $one['tags'] ?? array() ), 'images' => array( array( 'src' => wp_get_attachment_url( $product->get_image_id() ) ) ),
			'attributes' => array_map( fn( $name ) => array( 'name' => $name, 'options' => $one['attributes'][ $name ] ), array_keys( $one['attributes'] ?? array() ) ),
			'variations' => $product->get_children(),
		);
	}

	private static function rest_order( WC_Order $order ): array {
		$one    = $order->data;
		$amount = fn( $value ) => number_format( $value, 2, '.', '' );
		return array(
			'id' => $one['id'], 'number' => $order->get_order_number(), 'status' => $one['status'], 'currency' => self::CURRENCY, 'customer_id' => $one['customer'], 'created_via' => 'checkout',
			'date_created_gmt' => gmdate( 'Y-m-d\TH:i:s', $one['created'] ), 'date_modified_gmt' => gmdate( 'Y-m-d\TH:i:s', $one['modified'] ),
			'billing' => array( 'email' => $one['email'], 'company' => '', 'country' => 'DE', 'first_name' => 'Ann' ), 'shipping' => array( 'country' => '' ),
			'discount_total' => $amount( $order->get_discount_total() ), 'shipping_total' => $amount( $one['shipping'] ), 'total_tax' => $amount( $order->get_total_tax() ), 'total' => $amount( $order->get_total() ),
			'coupon_lines' => array_map( fn( $code ) => array( 'code' => $code ), $one['coupons'] ?? array() ), 'fee_lines' => array(), 'refunds' => array(),
			'line_items' => array_map(
				fn( $line ) => array(
					'id' => $line['id'], 'name' => $line['name'], 'product_id' => $line['product'], 'variation_id' => $line['variation'], 'sku' => $line['sku'], 'quantity' => $line['quantity'],
					'subtotal' => $amount( $line['subtotal'] ), 'total' => $amount( $line['total'] ), 'meta_data' => array_map( fn( $key ) => array( 'key' => $key, 'value' => $line['meta'][ $key ] ), array_keys( $line['meta'] ) ),
				),
				$one['lines']
			),
		);
	}
}
