<?php
/** Orders of the simulated shop, with WooCommerce's classes and functions for them. Written for these tests. */

class WC_Order_Item_Product {
	public array $meta;
	public function __construct( public array $data ) { $this->meta = $data['meta'] ?? array(); }
	public function get_id() { return $this->data['id']; }
	public function get_product_id() { return $this->data['product']; }
	public function get_variation_id() { return $this->data['variation'] ?? 0; }
	public function get_quantity() { return $this->data['quantity']; }
	public function get_subtotal() { return $this->data['subtotal']; }
	public function get_total() { return $this->data['total']; }
	public function get_meta( $name ) { return $this->meta[ $name ] ?? ''; }
	public function add_meta_data( $name, $value ) { $this->meta[ $name ] = $value; }
}

class WC_Order_Item_Fee {
	public function __construct( private float $total ) {}
	public function get_total() { return $this->total; }
}

class WC_Order {
	public function __construct( public array $data ) {}
	public function get_id() { return $this->data['id']; }
	public function get_order_number() { return (string) $this->data['id']; }
	public function get_status() { return $this->data['status']; }
	public function has_status( $status ) { return in_array( $this->data['status'], (array) $status, true ); }
	public function is_paid() { return in_array( $this->data['status'], array( 'processing', 'completed' ), true ); }
	public function get_currency() { return Shop::CURRENCY; }
	public function get_customer_id() { return $this->data['customer']; }
	public function get_billing_email() { return $this->data['email']; }
	public function get_billing_company() { return $this->data['company'] ?? ''; }
	public function get_billing_country() { return 'DE'; }
	public function get_shipping_country() { return ''; }
	public function get_created_via() { return 'checkout'; }
	public function get_items() { return array_map( fn( $line ) => new WC_Order_Item_Product( $line ), $this->data['lines'] ); }
	public function get_fees() { return isset( $this->data['fee'] ) ? array( 7 => new WC_Order_Item_Fee( $this->data['fee'] ) ) : array(); }
	public function get_qty_refunded_for_item( $id ) { return -1 * ( $this->data['refunded'][ $id ] ?? 0 ); }
	public function get_total_refunded_for_item( $id ) {
		foreach ( $this->data['lines'] as $line ) {
			if ( $line['id'] === $id ) {
				return round( $line['total'] / $line['quantity'] * ( $this->data['refunded'][ $id ] ?? 0 ), 2 );
			}
		}
		return 0;
	}
	public function get_total_refunded() { return array_sum( array_map( array( $this, 'get_total_refunded_for_item' ), array_keys( $this->data['refunded'] ?? array() ) ) ); }
	public function get_discount_total() { return array_sum( array_map( fn( $line ) => $line['subtotal'] - $line['total'], $this->data['lines'] ) ); }
	public function get_shipping_total() { return $this->data['shipping']; }
	public function get_total_tax() { return round( 0.19 * ( array_sum( array_column( $this->data['lines'], 'total' ) ) + $this->data['shipping'] ), 2 ); }
	public function get_total() {
		return round( array_sum( array_column( $this->data['lines'], 'total' ) ) + $this->data['shipping'] + ( $this->data['fee'] ?? 0 ) + $this->get_total_tax(), 2 );
	}
	public function get_coupon_codes() { return $this->data['coupons'] ?? array(); }
	public function get_date_created() { return wc_time( $this->data['created'] ); }
	public function get_date_modified() { return wc_time( $this->data['modified'] ); }
}

function wc_get_order( $id ) { return isset( Shop::$orders[ $id ] ) ? new WC_Order( Shop::$orders[ $id ] ) : false; }
function wc_get_orders( $arguments ) {
	if ( 'shop_order' !== $arguments['type'] ) {
		throw new LogicException( 'Refunds are no orders.' );
	}
	return wc_list( Shop::$orders, $arguments, fn( $one ) => new WC_Order( $one ) );
}
