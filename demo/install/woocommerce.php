<?php
add_action( 'wp_footer', function () {
  echo '<script async src="https://YOUR-API/pairwell.js" data-key="pk_…" data-cart="woocommerce"></script>';
} );
add_action( 'woocommerce_after_single_product_summary', function () {
  global $product;
  printf( '<pairwell-panel item-id="%d"></pairwell-panel>', $product->get_id() );
}, 15 );

// Copies the panel's properties of a line to the cart item, and from there to the order line.
const PAIRWELL_PROPERTIES = array( '_rec_id', '_rec_placement' );
add_filter( 'woocommerce_store_api_add_to_cart_data', function ( $data, $request ) {
  foreach ( PAIRWELL_PROPERTIES as $name ) {
    if ( $request[ $name ] ) $data['cart_item_data'][ $name ] = sanitize_text_field( $request[ $name ] );
  }
  return $data;
}, 10, 2 );
add_action( 'woocommerce_checkout_create_order_line_item', function ( $line, $key, $values ) {
  foreach ( PAIRWELL_PROPERTIES as $name ) {
    if ( isset( $values[ $name ] ) ) $line->add_meta_data( $name, $values[ $name ] );
  }
}, 10, 3 );
