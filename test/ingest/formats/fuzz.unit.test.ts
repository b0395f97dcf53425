import fc from 'fast-check'
import { it } from 'vitest'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import { alwaysLater } from '../../always.ts'
import { harmedFiles, survives } from './harm.ts'
import { HEADERS } from './headers.ts'

/** Small valid files to be broken. */
const GOOD: readonly [ImportKind, string][] = [
  [
    'orders',
    'order_id,order_date,customer_id,item_id,quantity,price,currency,status\n' +
      '1,2024-05-01 10:11:12 +0200,7,A,1,"1.234,56",EUR,paid\n1,,7,"B ""x"", y",2,4.50,,\n',
  ],
  [
    'orders',
    `${HEADERS.shopifyOrders}\n#1,ann@example.org,paid,,,,,EUR${',1'.repeat(70)}\n#1${','.repeat(77)}\n`,
  ],
  ['items', 'id;item_group_id;title;price;stock;tags\nA;;"Tea\n(green)";4,50 €;3;new, sale\nB;A;Mug;;;\n'],
  [
    'items',
    `${HEADERS.shopifyProductsOld}\ntea,Tea,,Acme,,,"a, b",true,Title,Default Title${',1'.repeat(42)}\n`,
  ],
  ['items', '{"id":"A","title":"Tea","tags":["a","b"],"attributes":{"size":5}}\n{"id":"B","title":"Mug"}\n'],
  [
    'orders',
    'order_number,order_date,status,billing_email,order_currency,line_item_1,line_item_2\n' +
      '1,2024-05-01 10:11:12,wc-completed,ann@example.org,EUR,name:Tea|sku:T|quantity:1|sub_total:4.50,' +
      '"Mug (SKU: M-1) x1 @$2.00 = $2.00"\n',
  ],
  [
    'orders',
    'order_id,date,status,line_items\n1,2024-05-01,completed,id:1|name:Tea|quantity:2|refunded_qty:1;id:2|sku:M|quantity:1\n' +
      '2,,on-hold,"[{""name"":""Tea"",""quantity"":1}]"\n',
  ],
  ['orders', 'Date,Order #,Status,Product(s)\n2024-05-01,1,completed,"2× Tea, green, 1× Mug"\n'],
  ['relations', `${HEADERS.plainRelations}\nA,B,accessory,1,2024-05-01,\n`],
  ['customers', `${HEADERS.shopifyCustomers}\nAnn,Lee,ann@example.org,yes,,,,,,,,,,,no,1,1,"a, b",,\n`],
  [
    'items',
    'ID,Type,SKU,Name,Published,Parent,Stock,Upsells,Attribute 1 name,Attribute 1 value(s)\n' +
      '7,variable,T,Tea,1,,,"A\\, b, id:9",,\n8,variation,\'0012,Tea - red,1,id:7,parent,,Color,"Red\\, dark"\n',
  ],
  [
    'items',
    'sku,store_view_code,product_type,name,visibility,special_price,special_price_to_date,additional_attributes,' +
      'associated_skus,configurable_variations\nA,,configurable,Tea,Catalog,,,"a=""x, y"",b=c|d",B=1.0,"sku=A-1,size=S|sku=B"\n' +
      'A-1,,simple,Tea S,Not Visible Individually,3,2024-05-01,"size=S, tall",,\n',
  ],
  ['items', `${HEADERS.vendureProducts}\nTea,tea,,,brand:A|x:y,size,S|M,T,4.50,,3,,,\n,,,,,,L,U,5,,3,,,\n`],
  [
    'items',
    'id\ttitle\tlink\tprice\tgtin\tsale_price\tsale_price_effective_date\trelated_product\n' +
      'A\tTea\t/t\t4.50 EUR\t1\t4 EUR\t2024-05-01T00:00Z/2024-06-01T00:00Z\taccessory:id:B\\:1,substitute:gtin:2\n',
  ],
  [
    'items',
    '<rss><channel><item><g:id>A</g:id><title>Tea &amp; <![CDATA[<b>]]></title><link href="/t"/><g:price>4</g:price><g:gtin>1' +
      '</g:gtin><g:related_product><g:relationship_type>accessory</g:relationship_type><g:identifier_type>id' +
      '</g:identifier_type><g:identifier>B</g:identifier></g:related_product></item><item><g:id>B</g:id></item></channel></rss>',
  ],
]

it('2,000 broken files are either read or refused', async () => {
  await alwaysLater(fc.asyncProperty(harmedFiles(fc.constantFrom(...GOOD)), survives), 2_000)
}, 60_000)
