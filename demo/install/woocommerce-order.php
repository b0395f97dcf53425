<?php
// wp-config.php: define( 'PAIRWELL_TOKEN_KEY', 'tk_...' );
add_action( 'woocommerce_thankyou', function ( $order_id ) {
  $order = wc_get_order( $order_id );
  $number = $order->get_order_number();
  $item = fn( $line ) => array( 'item_id' => (string) $line->get_product_id(), 'quantity' => $line->get_quantity() );
  $purchase = array(
    'transaction_id' => (string) $number,
    'order_token' => hash_hmac( 'sha256', 'order:' . $number, PAIRWELL_TOKEN_KEY ),
    'currency' => $order->get_currency(),
    'value' => round( $order->get_total() - $order->get_total_tax() - $order->get_shipping_total(), 2 ),
    'tax' => (float) $order->get_total_tax(),
    'items' => array_values( array_map( $item, $order->get_items() ) ),
  );
  $json = wp_json_encode( $purchase, JSON_HEX_TAG );
  echo "<script>((window.pairwell ??= {}).q ??= []).push((pairwell) => pairwell.track('purchase', $json))</script>";
} );
