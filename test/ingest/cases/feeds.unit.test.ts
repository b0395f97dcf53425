import { expect, it } from 'vitest'
import type { Item } from '../../../schema/catalogue/items.ts'
import { itemsIn, notesOf, readFile } from '../import/a-file.ts'
import { itReads } from './a-case.ts'

const said = ({ item_id, title, variants }: Item): string =>
  [
    `${item_id} | ${title}`,
    ...variants.map((one) => [one.variant_id, one.price, one.availability, one.title].join(' | ')),
  ].join('\n')
const saidIn = async (file: string | Uint8Array) => (await itemsIn(file)).map(said)

const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>${items
    .map((item) => `<item>${item}<g:condition>new</g:condition></item>`)
    .join('')}</channel></rss>`

const SHIRT = [
  'SHIRT | Linen shirt\nSHIRT-RED-M | 3900 | out_of_stock | red / M\nSHIRT-BLUE-M | 3900 | out_of_stock | blue / M',
]
itReads('google-feed-parent-as-own-item.xml', 'one item, two variants, both sold out', async (file) => {
  expect(await saidIn(file)).toEqual(SHIRT)
})
itReads('google-feed-blank-line-before-xml-declaration.xml', 'read', async (file) => {
  expect(await saidIn(file)).toEqual(SHIRT)
})

it('a feed whose parent comes last, and an item without variants', async () => {
  const feed = rss(
    '<g:id>CAP-S</g:id><g:item_group_id>CAP</g:item_group_id><title>Cap S</title><link>/c</link><g:size>S</g:size><g:availability>in_stock</g:availability>',
    '<g:id>CAP</g:id><title>Cap</title><link>/c</link><g:price>9 EUR</g:price><g:availability>out_of_stock</g:availability>',
    '<g:id>MUG</g:id><title>Mug</title><link>/m</link><g:price>5 EUR</g:price><g:availability>in_stock</g:availability>',
  )
  expect(await saidIn(feed)).toEqual([
    'CAP | Cap\nCAP-S | 900 | in_stock | S',
    'MUG | Mug\nMUG | 500 | in_stock | ',
  ])
})

it('a parent as TSV, whose group names itself', async () => {
  const feed = [
    'id\titem_group_id\ttitle\tlink\tprice\tavailability\tcondition\tcolor',
    'BAG\t\tBag\t/b\t20.00 EUR\tin_stock\tnew\t',
    'BAG-R\tBAG\tBag red\t/b?r\t22.00 EUR\tin_stock\tnew\tred',
    'BAG-G\tBAG\tBag green\t/b?g\t21.00 EUR\tbackorder\tnew\tgreen',
  ].join('\n')
  expect(await saidIn(feed)).toEqual([
    'BAG | Bag\nBAG-R | 2200 | in_stock | red\nBAG-G | 2100 | backorder | green',
  ])
})

it.each(['\n\n', '\ufeff\r\n ', '<!-- made by a plugin -->\n'])(
  'a feed that begins with %j',
  async (before) => {
    const feed = rss('<g:id>A</g:id><title>Tea</title><link>/a</link><g:price>4 EUR</g:price>')
    expect(await saidIn(before + feed)).toEqual(['A | Tea\nA | 400 | in_stock | '])
  },
)

itReads('google-feed-sale-price-zero.xml', 'the regular price stands, spellings are known', async (file) => {
  expect(await saidIn(file)).toEqual([
    'A | Kettle & co\nA | 4999 | in_stock | ',
    'B | Mug\nB | 990 | preorder | ',
    'C | Pot\nC | 129900 | in_stock | ',
    'D | Lid\nD | 1200 | in_stock | ',
    'E | Cup\nE | 1250 | in_stock | ',
  ])
  expect(await notesOf(file)).toEqual({ sale_price_zero: 1 })
})

it('a sale price of 0 in a spreadsheet, and an item that is free', async () => {
  const file = 'id;title;price;sale_price\nA;Tea;4,50;0,00 €\nB;Sample;0;\nC;Mug;9,90;7,90\n'
  expect(await saidIn(file)).toEqual([
    'A | Tea\nA | 450 | in_stock | ',
    'B | Sample\nB | 0 | in_stock | ',
    'C | Mug\nC | 790 | in_stock | ',
  ])
  expect(await notesOf(file)).toEqual({ sale_price_zero: 1 })
})

it.each([
  ['https://schema.org/InStock', 'in_stock'],
  ['http://schema.org/OutOfStock', 'out_of_stock'],
  ['schema:PreOrder', 'preorder'],
  ['BackOrder', 'backorder'],
  ['Sold Out', 'out_of_stock'],
  ['nicht auf Lager', 'out_of_stock'],
  ['op voorraad', 'in_stock'],
  ['rupture de stock', 'out_of_stock'],
  ['予約', 'preorder'],
])('availability %s is %s', async (written, availability) => {
  const [item] = await itemsIn(`id,title,availability\nA,Tea,${written}\n`)
  expect(item?.variants[0]?.availability).toBe(availability)
})

const rowsIn = async (file: string | Uint8Array) =>
  (await readFile('items', file)).rows.map(({ row, problem, fragments }) => [
    row,
    problem?.code ?? fragments?.[0]?.key,
  ])

itReads('google-tsv-title-begins-with-quote.tsv', 'every good row is read', async (file) => {
  expect(await rowsIn(file)).toEqual([
    [2, 'A'],
    [3, 'B'],
    [4, 'broken_row'],
    [5, 'D'],
  ])
  expect((await itemsIn(file)).map(({ title }) => title)).toEqual([
    '"Best" kettle 1.5 l',
    'Monitor 24"',
    'Pot',
  ])
})

it('a quote in a semicolon file that closes three rows later', async () => {
  const file = 'id;title;price\nA;"Tea;4,50\nB;Mug;9,90\nC;Screen 24";199,00\nD;Pot;29,00\n'
  expect(await rowsIn(file)).toEqual([
    [2, 'broken_row'],
    [3, 'B'],
    [4, 'C'],
    [5, 'D'],
  ])
})

it('cells of several lines with delimiters and doubled quotes stay one', async () => {
  const file = 'id,title,link\nA,"Tea, ""green""\nloose, 100 g",/a\nB,"x,y\nz,w",/b\nC,Mug,/c\n'
  expect((await itemsIn(file)).map(({ title, url }) => [title, url])).toEqual([
    ['Tea, "green"\nloose, 100 g', '/a'],
    ['x,y\nz,w', '/b'],
    ['Mug', '/c'],
  ])
})

it.each([
  ['Mug<br><small>0.3&nbsp;l</small> &#8211; blue', 'Mug 0.3 l – blue'],
  ['&lt;b&gt;Bold&lt;/b&gt; tea', 'Bold tea'],
  ['Cable < 2 m', 'Cable < 2 m'],
  ['A<sup>2</sup>B &amp; C', 'A2B & C'],
  ['Screws <3 & bolts', 'Screws <3 & bolts'],
])('HTML in a name is text: %s', async (written, title) => {
  expect((await itemsIn(`id\ttitle\nA\t${written}\n`))[0]?.title).toBe(title)
})
