import { expect, it } from 'vitest'
import type { Item } from '../../../schema/catalogue/items.ts'
import { BERLIN, itemsIn, readFile } from '../import/a-file.ts'
import { itReads } from './a-case.ts'

/** Returns an item in one line: id, title, published, link, picture, then each variant with price, availability and title. */
const said = ({ item_id, title, published, url, image_url, variants }: Item): string =>
  [
    [item_id, title, published ? 'shown' : 'hidden', url, image_url].join(' | '),
    ...variants.map((one) => [one.variant_id, one.sku, one.price, one.availability, one.title].join(' | ')),
  ].join('\n')
const saidIn = async (file: string | Uint8Array) => (await itemsIn(file)).map(said)
const formatOf = async (file: string | Uint8Array) => (await readFile('items', file)).format

itReads('prestashop-product-grid-export.csv', 'price, state, availability and link', async (file) => {
  expect(await formatOf(file)).toBe('PrestaShop products')
  expect(await saidIn(file)).toEqual([
    '1 | Tea pot | shown | /index.php?controller=product&id_product=1 | http://s.example/1.jpg\n1 | POT | 2900 | in_stock | ',
    '2 | Old tea pot | hidden | /index.php?controller=product&id_product=2 | http://s.example/2.jpg\n2 | POT-OLD | 2400 | out_of_stock | ',
    '3 | Mug | shown | /index.php?controller=product&id_product=3 | http://s.example/3.jpg\n3 | MUG | 990 | out_of_stock | ',
  ])
})

it('PrestaShop in French, with prices without tax only', async () => {
  const file = [
    'ID du produit;Image;Nom;Référence;Catégorie;Prix (HT);Quantité;État;Position',
    '7;/img/7.jpg;"Théière; grande";TH-7;Cuisine;24,16;4;1;1',
    '8;;Bol;BOL;Cuisine;3,00;-2;0;2',
  ].join('\r\n')
  expect(await saidIn(file)).toEqual([
    '7 | Théière; grande | shown | /index.php?controller=product&id_product=7 | /img/7.jpg\n7 | TH-7 | 2416 | in_stock | ',
    '8 | Bol | hidden | /index.php?controller=product&id_product=8 | \n8 | BOL | 300 | out_of_stock | ',
  ])
})

it('PrestaShop’s import columns: reductions, orders without stock, what is not for sale', async () => {
  const file = [
    'Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax included;Discount percent;Discount from (yyyy-mm-dd);Discount to (yyyy-mm-dd);Reference #;Manufacturer;EAN13;Quantity;Out of stock action;Available for order (0 = No, 1 = Yes);Image URLs (x,y,z...)',
    '1;1;Pot;Home,Kitchen;20.00;25;2026-11-01;2026-12-31;POT;Acme;4006381333931;0;1;1;https://s.example/a.jpg,https://s.example/b.jpg',
    '2;1;Old mug;Home;8.00;25;2026-01-01;2026-02-01;MUG;;;3;0;0;',
  ].join('\n')
  const [pot, mug] = await itemsIn(file)
  expect(pot).toMatchObject({
    category: 'Kitchen',
    brand: 'Acme',
    image_url: 'https://s.example/a.jpg',
    variants: [{ price: 1500, availability: 'backorder', gtin: '4006381333931' }],
  })
  expect([mug?.action, mug?.variants[0]?.price]).toEqual(['view', 800])
})

itReads('shopware6-product-profile.csv', 'inactive products are hidden, variants inherit', async (file) => {
  expect(await formatOf(file)).toBe('Shopware products')
  expect(await saidIn(file)).toEqual([
    '0189aaaa0001 | Tea pot | shown | /detail/0189aaaa0001 | https://s.example/pot.jpg\n0189aaaa0001 | SW-POT | 2900 | in_stock | ',
    '0189aaaa0002 | Old pot | hidden | /detail/0189aaaa0002 | https://s.example/old.jpg\n0189aaaa0002 | SW-OLD | 2380 | in_stock | ',
    '0189aaaa0003 | T-shirt | shown | /detail/0189aaaa0003 | https://s.example/tee.jpg\n0189aaaa0004 | SW-TEE.1 | 1999 | in_stock | ',
  ])
})

it('Shopware: a variant before its product, with a price of its own, and an inactive one', async () => {
  const file = [
    'product_number;id;parent_id;active;stock;name;price_net;price_gross;cover_media_url',
    'CAP.1;b1;a1;1;2;;;25,50;',
    'CAP.2;b2;a1;0;9;;;;',
    'CAP;a1;;1;0;Cap;16.8;19.99;/cap.jpg',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    'a1 | Cap | shown | /detail/a1 | /cap.jpg\nb1 | CAP.1 | 2550 | in_stock | \nb2 | CAP.2 | 1999 | out_of_stock | ',
  ])
})

it('Shopware: a variant without its product is refused with what to do', async () => {
  const { rows } = await readFile(
    'items',
    'id;parent_id;product_number;active;stock;name;price_gross\nx;gone;X.1;1;1;;3\n',
  )
  expect(rows[0]?.awaits?.orphan).toMatchObject({ code: 'no_parent', column: 'parent_id' })
})

itReads('bigcommerce-products.csv', 'stock of variants, pictures below, hidden products', async (file) => {
  expect(await formatOf(file)).toBe('BigCommerce products')
  expect(await saidIn(file)).toEqual([
    '77 | Glow set | shown | /glow-set/ | https://s.example/glow.jpg\n78 | GLOW-S | 2999 | in_stock | Small',
    '80 | Lip balm | hidden | /lip-balm/ | \n80 | BALM | 999 | in_stock | ',
  ])
})

it('BigCommerce: several options, a variant’s own price, a sale', async () => {
  const file = [
    'Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Sale Price,Categories,Is Visible,Product URL,Image URL (Import)',
    'Product,1,Shirt,physical,SH,,variant,0,20,15,5;9,true,/shirt/,',
    'Variant,2,,,SH-R-S,"Type=Swatch|Name=Colour|Value=Red[#ff0000]Type=Rectangle|Name=Size|Value=S",,0,0,,,,,',
    'Variant,3,,,SH-B-M,"Type=Swatch|Name=Colour|Value=BlueType=Rectangle|Name=Size|Value=M",,4,22,,,,,https://s.example/b.jpg',
    'Product,4,Voucher,digital,V,,product,0,9,,5,true,/v/,/v.jpg',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    '1 | Shirt | shown | /shirt/ | \n2 | SH-R-S | 1500 | out_of_stock | Red / S\n3 | SH-B-M | 2200 | in_stock | Blue / M',
    '4 | Voucher | shown | /v/ | /v.jpg\n4 | V | 900 | out_of_stock | ',
  ])
})

it('BigCommerce: a picture in any of the columns of an export', async () => {
  const header =
    'Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Sale Price,Categories,Is Visible,Product URL,Variant Image URL,Internal Image URL (Export),Image URL (Import)'
  const product = (id: number) => `Product,${id},Mug,physical,M${id},,none,0,9,0,5,true,/m${id}/,,,`
  const picture = (internal: string, own: string) => `Image,,,,,,,,,,,,,,${internal},${own}`
  const file = [
    header,
    ...[product(1), picture('https://s.example/in.jpg', ''), picture('https://s.example/second.jpg', '')],
    ...[product(2), picture('https://s.example/in.jpg', 'https://s.example/own.jpg')],
    ...[product(3), picture('m/123/in.jpg', '')],
    ...[product(4), 'Variant,40,,,M40,Type=Rectangle|Name=Size|Value=S,,,,,,,,https://s.example/v.jpg,,'],
  ].join('\n')
  const items = await itemsIn(file)
  expect(items.map(({ image_url }) => image_url)).toEqual([
    'https://s.example/in.jpg',
    'https://s.example/own.jpg',
    undefined,
    undefined,
  ])
  expect(items[3]?.variants[0]?.image_url).toBe('https://s.example/v.jpg')
})

it('BigCommerce’s older export: rows of SKUs and rules below their product', async () => {
  const file = [
    'Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Price,Sale Price,Allow Purchases?,Product Visible?,Track Inventory,Current Stock Level,Category,Product Image File - 1,Product URL',
    'Product,9,Pan,P,PAN,40,0,N,Y,none,0,Kitchen/Pans;Sale,/p.jpg,/pan/',
    '  SKU,,[S]Size=Small,,PAN-S,,,,,,3,,,',
    '  Rule,,,,PAN-S,,,,,,,,,',
  ].join('\n')
  const [pan] = await itemsIn(file)
  expect(pan).toMatchObject({ category: 'Kitchen > Pans', action: 'view', published: true })
  expect(pan?.variants.map(({ variant_id, price }) => [variant_id, price])).toEqual([['PAN-S', 4000]])
})

it('Squarespace: the sale price counts on sale only, variants leave the title blank', async () => {
  const file = [
    'Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,SKU,Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Categories,Tags,Visible,Hosted Image URLs',
    'p1,v1,PHYSICAL,shop,tea-pot,Tea pot,SQ1,Size,Small,29.00,19.00,No,Unlimited,"/kitchen, /gifts/for-her","new, blue",Yes,"https://s.example/1.jpg https://s.example/2.jpg"',
    ',v2,,,,,SQ2,Size,Large,39.00,29.00,Yes,0,,,,',
    'p2,v3,PHYSICAL,shop,mug,Mug,SQ3,,,9.00,0.00,No,5,,,No,',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    'p1 | Tea pot | shown | /shop/p/tea-pot | https://s.example/1.jpg\nv1 | SQ1 | 2900 | in_stock | Small\nv2 | SQ2 | 2900 | out_of_stock | Large',
    'p2 | Mug | hidden | /shop/p/mug | \nv3 | SQ3 | 900 | in_stock | ',
  ])
  expect((await itemsIn(file))[0]?.collections).toEqual(['kitchen', 'gifts > for-her'])
})

it('Wix: variants add a surcharge to the reduced price of their product', async () => {
  const file = [
    'handleId,fieldType,name,description,productImageUrl,collection,sku,price,surcharge,visible,discountMode,discountValue,inventory,productOptionName1,productOptionDescription1',
    'product_1,Product,Tea pot,,abc~mv2.jpg;def~mv2.jpg,Kitchen;Gifts,,20,,true,PERCENT,25,InStock,Size,Small;Large',
    'product_1,Variant,,,,,POT-S,,0,,,,3,Size,Small',
    'product_1,Variant,,,,,POT-L,,4,,,,OutOfStock,Size,Large',
    'product_2,Product,Mug,,https://s.example/m.jpg,,MUG,9.9,,false,PERCENT,0,0,,',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    'product_1 | Tea pot | shown | /product-page/tea-pot | https://static.wixstatic.com/media/abc~mv2.jpg\nPOT-S | POT-S | 1500 | in_stock | Small\nPOT-L | POT-L | 1800 | out_of_stock | Large',
    'product_2 | Mug | hidden | /product-page/mug | https://s.example/m.jpg\nproduct_2 | MUG | 990 | out_of_stock | ',
  ])
})

it('Wix’s newer catalogue: the handle is the address, and variants have their own price', async () => {
  const file = [
    'handle,fieldType,name,visible,media,brand,price,strikethroughPrice,inventory,sku,barcode,productOptionName[1],productOptionChoices[1]',
    'guava-set,PRODUCT,Guava set,TRUE,https://s.example/g.jpg,Acme,29.99,39.99,,,,Size,Small;Medium',
    'guava-set,VARIANT,,,,,31.5,,8,GG-M,4006381333931,Size,Medium',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    'guava-set | Guava set | shown | /product-page/guava-set | https://s.example/g.jpg\nGG-M | GG-M | 3150 | in_stock | Medium',
  ])
})

it('OpenCart: texts by language, disabled products, stock that is not counted', async () => {
  const file = [
    'product_id\tname(en-gb)\tname(de-de)\tcategories\tsku\tean\tquantity\tmodel\tmanufacturer\timage_name\tprice\tstatus\tstock_status_id\trelated_ids\tsubtract',
    '28\tPhone\tTelefon\t24,57\t\t4006381333931\t0\tProduct 1\tHTC\tcatalog/demo/htc.jpg\t100.0000\ttrue\t8\t29\ttrue',
    '29\tPalm\tPalme\t24\tTRE\t\t0\tProduct 2\t\t\t279.99\tfalse\t5\t\tfalse',
  ].join('\n')
  const english = await itemsIn(file, { ...BERLIN, locale: 'en-GB' })
  expect(english.map(said)).toEqual([
    '28 | Phone | shown | /index.php?route=product/product&product_id=28 | /image/catalog/demo/htc.jpg\n28 | Product 1 | 10000 | preorder | ',
    '29 | Palm | hidden | /index.php?route=product/product&product_id=29 | \n29 | TRE | 27999 | in_stock | ',
  ])
  const [german] = await itemsIn(file, { ...BERLIN, locale: 'de' })
  expect([german?.title, german?.translations]).toEqual(['Telefon', { en: { title: 'Phone' } }])
})

it('Ecwid: options need a choice, variations inherit the price', async () => {
  const file = [
    'type,product_internal_id,product_sku,product_variation_sku,product_name,product_price,product_is_inventory_tracked,product_quantity,product_quantity_out_of_stock_behaviour,product_is_available,product_media_main_image_url,product_category_1,product_option_name,product_variation_option_Size,product_variation_option_Colour',
    'product,101,TEE,,T-shirt,19.9,true,0,SHOW,true,https://s.example/t.jpg,Wear / Shirts,,,',
    'product_option,101,TEE,,,,,,,,,,Size,,',
    'product_variation,101,TEE,TEE-S-R,,,true,3,,,,,,S,Red',
    'product_variation,101,TEE,TEE-M-R,,24.9,true,0,,,,,,M,Red',
    'product,102,MUG,,Mug,9,false,0,SHOW,false,,,,,',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    '101 | T-shirt | shown | /t-shirt-p101 | https://s.example/t.jpg\nTEE-S-R | TEE-S-R | 1990 | in_stock | S / Red\nTEE-M-R | TEE-M-R | 2490 | out_of_stock | M / Red',
    '102 | Mug | hidden | /mug-p102 | \n102 | MUG | 900 | in_stock | ',
  ])
  expect((await itemsIn(file)).map(({ action, category }) => [action, category])).toEqual([
    ['choose', 'Wear > Shirts'],
    ['add', undefined],
  ])
})

it('Matrixify: numbers of products and variants for the cart, stock of all locations', async () => {
  const file = [
    'ID,Handle,Command,Title,Status,Published,Variant ID,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Policy,Image Src,Inventory Available: Berlin,Inventory Available: Paris',
    '7001,tea,MERGE,Green tea,Active,TRUE,41000000000111,Size,100 g,TEA-100,6.90,shopify,deny,https://s.example/t.jpg,0,4',
    '7001,tea,MERGE,,,,41000000000112,Size,1 kg,TEA-1000,49.00,shopify,deny,,0,0',
    '7002,gone,DELETE,Gone,Active,TRUE,41,Title,Default Title,GONE,1,,,,,',
  ].join('\n')
  const [tea, ...others] = await itemsIn(file)
  expect(others).toEqual([])
  expect([tea?.platform_id, tea?.url]).toEqual(['7001', '/products/tea'])
  expect(tea?.variants).toMatchObject([
    { variant_id: 'TEA-100', platform_id: '41000000000111', availability: 'in_stock', stock: 4 },
    { variant_id: 'TEA-1000', platform_id: '41000000000112', availability: 'out_of_stock', stock: 0 },
  ])
})
