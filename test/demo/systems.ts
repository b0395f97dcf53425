/**
 * An export of each shop system: a kettle, for which the merchant has linked a mug and a pot (and a choice where the system has
 * options), and what the page of such a shop needs. Written from the documented columns.
 */
export type System = {
  name: string
  file: string
  /** Ids that the reader gives the kettle and the linked items. */
  seed: string
  linked: readonly string[]
  /** The cart of the shop's page; none where Pairwell has no adapter, so that a press leads to the item's page. */
  cart?: 'shopify' | 'woocommerce' | 'magento'
  /** What the cart must get for the mug. */
  added?: string
  /** Whether the export has only names of picture files, so that the shop allows cards without pictures. */
  noPictures?: true
  /** Path of the mug's page. */
  page: string
}

const lines = (...rows: string[]): string => `${rows.join('\n')}\n`

const WOO =
  'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Stock,Regular price,Categories,Images,Parent,Position,Attribute 1 name,Attribute 1 value(s),External URL'

export const SYSTEMS: readonly System[] = [
  {
    name: 'Shopify',
    file: lines(
      'Handle,Title,Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Gift Card,Status',
      'kettle,The kettle,Shop,Kitchen,true,Title,Default Title,KETTLE,shopify,10,deny,49.90,/i/kettle.jpg,false,active',
      'mug,The mug,Shop,Kitchen,true,Title,Default Title,MUG,shopify,10,deny,9.90,/i/mug.jpg,false,active',
      'pot,The pot,Shop,Kitchen,true,Title,Default Title,POT,shopify,10,deny,29.90,/i/pot.jpg,false,active',
    ),
    ...{
      seed: 'kettle',
      linked: ['mug', 'pot'],
      cart: 'shopify',
      added: '44000000000001',
      page: '/products/mug',
    },
  },
  {
    name: 'Matrixify',
    file: lines(
      'ID,Handle,Command,Title,Status,Published,Variant ID,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src',
      '7001,kettle,MERGE,The kettle,Active,TRUE,44000000000009,Title,Default Title,KETTLE,49.90,/i/kettle.jpg',
      '7002,mug,MERGE,The mug,Active,TRUE,44000000000001,Title,Default Title,MUG,9.90,/i/mug.jpg',
      '7003,pot,MERGE,The pot,Active,TRUE,44000000000002,Title,Default Title,POT,29.90,/i/pot.jpg',
    ),
    ...{
      seed: 'kettle',
      linked: ['mug', 'pot'],
      cart: 'shopify',
      added: '44000000000001',
      page: '/products/mug',
    },
  },
  {
    name: 'WooCommerce',
    file: lines(
      WOO,
      '10,simple,KETTLE,The kettle,1,visible,1,,49.90,Kitchen,/i/kettle.jpg,,0,,,',
      '12,simple,MUG,The mug,1,visible,1,5,9.90,Kitchen,/i/mug.jpg,,0,,,',
      '14,simple,POT,The pot,1,visible,1,,29.90,Kitchen,/i/pot.jpg,,0,,,',
      '20,variable,TEE,The tee,1,visible,1,,,Kitchen,/i/tee.jpg,,0,Size,"S, M",',
      '21,variation,TEE-S,The tee - S,1,visible,1,,19.90,,/i/tee.jpg,id:20,1,Size,,',
      '30,external,BOOK,The book,1,visible,1,,12.00,Kitchen,/i/book.jpg,,0,,,https://other.example/book',
    ),
    ...{ seed: '10', linked: ['12', '14', '20', '30'], cart: 'woocommerce', added: '12', page: '/?p=12' },
  },
  {
    name: 'Magento',
    file: lines(
      'sku,store_view_code,attribute_set_code,product_type,categories,product_websites,name,product_online,visibility,price,url_key,base_image,qty,is_in_stock',
      'KETTLE,,Default,simple,"Default Category/Kitchen",base,The kettle,1,"Catalog, Search",49.90,kettle,/k/kettle.jpg,10,1',
      'MUG,,Default,simple,"Default Category/Kitchen",base,The mug,1,"Catalog, Search",9.90,mug,/m/mug.jpg,10,1',
      'POT,,Default,simple,"Default Category/Kitchen",base,The pot,1,"Catalog, Search",29.90,pot,/p/pot.jpg,10,1',
    ),
    ...{ seed: 'KETTLE', linked: ['MUG', 'POT'], cart: 'magento', added: 'MUG', page: '/mug.html' },
  },
  {
    name: 'PrestaShop',
    file: lines(
      'Product ID;Image;Name;Reference;Category;Price (tax incl.);Quantity;Status;Position',
      '1;/img/1.jpg;The kettle;KETTLE;Kitchen;49.90;10;1;0',
      '2;/img/2.jpg;The mug;MUG;Kitchen;9.90;10;1;1',
      '3;/img/3.jpg;The pot;POT;Kitchen;29.90;10;1;2',
    ),
    ...{ seed: '1', linked: ['2', '3'], page: '/index.php?controller=product&id_product=2' },
  },
  {
    name: 'Shopware',
    file: lines(
      'id;parent_id;product_number;active;stock;name;price_net;price_gross;cover_media_url',
      'a1;;KETTLE;1;10;The kettle;41.93;49.90;/i/kettle.jpg',
      'a2;;MUG;1;10;The mug;8.32;9.90;/i/mug.jpg',
      'a3;;POT;1;10;The pot;25.13;29.90;/i/pot.jpg',
    ),
    ...{ seed: 'a1', linked: ['a2', 'a3'], page: '/detail/a2' },
  },
  {
    name: 'BigCommerce',
    file: lines(
      'Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Sale Price,Categories,Is Visible,Product URL,Image URL (Import)',
      'Product,1,The kettle,physical,KETTLE,,product,10,49.90,0,5,true,/kettle/,/i/kettle.jpg',
      'Product,2,The mug,physical,MUG,,product,10,9.90,0,5,true,/mug/,/i/mug.jpg',
      'Product,3,The pot,physical,POT,,none,0,29.90,0,5,true,/pot/,/i/pot.jpg',
    ),
    ...{ seed: '1', linked: ['2', '3'], page: '/mug/' },
  },
  {
    name: 'Squarespace',
    file: lines(
      'Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,SKU,Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Categories,Tags,Visible,Hosted Image URLs',
      'p1,v1,PHYSICAL,shop,kettle,The kettle,KETTLE,,,49.90,0.00,No,10,/kitchen,,Yes,/i/kettle.jpg',
      'p2,v2,PHYSICAL,shop,mug,The mug,MUG,,,9.90,0.00,No,10,/kitchen,,Yes,/i/mug.jpg',
      'p3,v3,PHYSICAL,shop,pot,The pot,POT,,,29.90,0.00,No,Unlimited,/kitchen,,Yes,/i/pot.jpg',
    ),
    ...{ seed: 'p1', linked: ['p2', 'p3'], page: '/shop/p/mug' },
  },
  {
    name: 'Wix',
    file: lines(
      'handle,fieldType,name,visible,media,brand,price,strikethroughPrice,inventory,sku,barcode,productOptionName[1],productOptionChoices[1]',
      'kettle,PRODUCT,The kettle,TRUE,/i/kettle.jpg,Acme,49.90,,10,KETTLE,,,',
      'mug,PRODUCT,The mug,TRUE,/i/mug.jpg,Acme,9.90,,10,MUG,,,',
      'pot,PRODUCT,The pot,TRUE,/i/pot.jpg,Acme,29.90,,10,POT,,,',
    ),
    ...{ seed: 'kettle', linked: ['mug', 'pot'], page: '/product-page/mug' },
  },
  {
    name: 'OpenCart',
    file: lines(
      'product_id\tname(en-gb)\tcategories\tsku\tquantity\tmodel\tmanufacturer\timage_name\tprice\tstatus\tstock_status_id\trelated_ids\tsubtract',
      '1\tThe kettle\t24\tKETTLE\t10\tK1\tAcme\tcatalog/kettle.jpg\t49.9000\ttrue\t7\t\ttrue',
      '2\tThe mug\t24\tMUG\t10\tM1\tAcme\tcatalog/mug.jpg\t9.9000\ttrue\t7\t\ttrue',
      '3\tThe pot\t24\tPOT\t10\tP1\tAcme\tcatalog/pot.jpg\t29.9000\ttrue\t7\t\ttrue',
    ),
    ...{ seed: '1', linked: ['2', '3'], page: '/index.php?route=product/product&product_id=2' },
  },
  {
    name: 'Ecwid',
    file: lines(
      'type,product_internal_id,product_sku,product_variation_sku,product_name,product_price,product_is_inventory_tracked,product_quantity,product_quantity_out_of_stock_behaviour,product_is_available,product_media_main_image_url,product_category_1',
      'product,101,KETTLE,,The kettle,49.90,true,10,SHOW,true,/i/kettle.jpg,Kitchen',
      'product,102,MUG,,The mug,9.90,true,10,SHOW,true,/i/mug.jpg,Kitchen',
      'product,103,POT,,The pot,29.90,true,10,SHOW,true,/i/pot.jpg,Kitchen',
    ),
    ...{ seed: '101', linked: ['102', '103'], page: '/the-mug-p102' },
  },
  {
    name: 'Vendure',
    file: lines(
      'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets',
      'The kettle,kettle,,/i/kettle.jpg,category:Kitchen,,,KETTLE,49.90,standard,10,true,,',
      'The mug,mug,,/i/mug.jpg,category:Kitchen,,,MUG,9.90,standard,10,true,,',
      'The pot,pot,,/i/pot.jpg,category:Kitchen,,,POT,29.90,standard,10,true,,',
    ),
    ...{ seed: 'kettle', linked: ['mug', 'pot'], page: '/products/mug', noPictures: true },
  },
  {
    name: 'a Google feed',
    file: lines(
      'id\ttitle\tlink\timage_link\tprice\tavailability',
      'kettle\tThe kettle\t/g/kettle\t/i/kettle.jpg\t49.90 EUR\tin_stock',
      'mug\tThe mug\t/g/mug\t/i/mug.jpg\t9.90 EUR\tin_stock',
      'pot\tThe pot\t/g/pot\t/i/pot.jpg\t29.90 EUR\tin_stock',
    ),
    ...{ seed: 'kettle', linked: ['mug', 'pot'], page: '/g/mug' },
  },
  {
    name: 'a German spreadsheet',
    file: lines(
      'Artikelnummer;Bezeichnung;Preis;Kategorie;Link;Bild',
      'K1;The kettle;49,90;Küche;/d/kettle;/i/kettle.jpg',
      'M1;The mug;9,90;Küche;/d/mug;/i/mug.jpg',
      'P1;The pot;29,90;Küche;/d/pot;/i/pot.jpg',
    ),
    ...{ seed: 'K1', linked: ['M1', 'P1'], page: '/d/mug' },
  },
]
