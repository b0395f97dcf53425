/** A piece of code for a shop system: the file where it belongs, and its text. */
export type Snippet = { file: string; code: string }
export type Platform = { name: string; id: string; snippets: (at: Address) => Snippet[] }
type Address = { origin: string; key: string }

const tag = ({ origin, key }: Address, more = '') =>
  `<script async src="${origin}/pairwell.js" data-key="${key}"${more}></script>`

/** Where the code goes in each shop system. A test compares it with the files of demo/install, which others test. */
export const PLATFORMS: readonly Platform[] = [
  {
    name: 'Shopify',
    id: 'shopify',
    snippets: (at) => [
      {
        file: 'sections/main-product.liquid',
        code: `${tag(at, ` data-locale="{{ request.locale.iso_code }}" data-sections="cart-icon-bubble"`)}
<pairwell-panel item-id="{{ product.handle }}"></pairwell-panel>`,
      },
      {
        file: 'sections/main-cart-items.liquid',
        code: `${tag(at, ` data-locale="{{ request.locale.iso_code }}"`)}
<pairwell-panel placement="cart" cart-item-ids="{% for line in cart.items %}{{ line.product.handle }},{% endfor %}"></pairwell-panel>`,
      },
    ],
  },
  {
    name: 'WooCommerce',
    id: 'woocommerce',
    snippets: (at) => [
      {
        file: 'functions.php',
        code: `add_action( 'wp_footer', function () {
  echo '${tag(at, ' data-cart="woocommerce"')}';
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
}, 10, 3 );`,
      },
    ],
  },
  {
    name: 'Magento',
    id: 'magento',
    snippets: (at) => [
      {
        file: 'Magento_Catalog/templates/pairwell.phtml',
        code: `${tag(at, ' data-cart="magento"')}
<pairwell-panel item-id="<?= $escaper->escapeHtmlAttr($block->getProduct()->getSku()) ?>"></pairwell-panel>`,
      },
      {
        file: 'Magento_Catalog/layout/catalog_product_view.xml',
        code: `<?xml version="1.0"?>
<page xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="urn:magento:framework:View/Layout/etc/page_configuration.xsd">
  <body>
    <referenceContainer name="content">
      <block class="Magento\\Catalog\\Block\\Product\\View" name="pairwell" template="Magento_Catalog::pairwell.phtml"/>
    </referenceContainer>
  </body>
</page>`,
      },
    ],
  },
]

/** The code for any page. @param item_id the item on the page, or an expression that prints its id */
export const plainSnippets = (at: Address, item_id: string) => ({
  tag: tag(at),
  panel: `<pairwell-panel placement="product" item-id="${item_id}"></pairwell-panel>`,
})
