import { expect, it } from 'vitest'
import { itemsIn, readFile } from '../import/a-file.ts'
import { HEADERS } from './headers.ts'

const file = (...rows: string[]) => `${HEADERS.vendureProducts}\n${rows.join('\n')}\n`
const LAPTOP =
  'Laptop ,laptop ,"Fast. And light." ,a.jpg ,category:Electronics|category:Computers|brand:Apple|color:blue|color:grey ,screen size|RAM,13 inch|8GB ,L-13 ,1299.00,standard,100 , ,,'
const LARGER = '   , , , , , ,15 inch|8GB ,L-15 ,1399.00,standard,0 ,true ,,'

it('rows without a name are variants of the product above them', async () => {
  expect(await itemsIn(file(LAPTOP, LARGER))).toMatchObject([
    {
      item_id: 'laptop',
      title: 'Laptop',
      url: '/products/laptop',
      category: 'Electronics > Computers',
      brand: 'Apple',
      attributes: { color: 'blue, grey' },
      variants: [
        {
          variant_id: 'L-13',
          sku: 'L-13',
          title: '13 inch / 8GB',
          price: 129_900,
          stock: 100,
          availability: 'in_stock',
        },
        {
          variant_id: 'L-15',
          title: '15 inch / 8GB',
          price: 139_900,
          stock: 0,
          availability: 'out_of_stock',
        },
      ],
    },
  ])
})

it('a variant without a product above it is refused', async () => {
  const [row] = (await readFile('items', file(LARGER))).rows
  expect([row?.problem?.code, row?.problem?.column]).toEqual(['no_product', 'name'])
})

it('variants of a refused product do not join the product before it', async () => {
  const bad = LAPTOP.replace('Laptop ,laptop', `Desktop,${'x'.repeat(129)}`)
  const { rows } = await readFile('items', file(LAPTOP, bad, LARGER))
  expect(rows.map(({ problem }) => problem?.code)).toEqual([undefined, 'long_id', 'no_product'])
})

it('reading one file does not influence the next', async () => {
  await readFile('items', file(LAPTOP))
  const [row] = (await readFile('items', file(LARGER))).rows
  expect(row?.problem?.code).toBe('no_product')
})

it('a product without a slug gets the one that Vendure would create', async () => {
  const [item] = await itemsIn(file(LAPTOP.replace('Laptop ,laptop', 'Café Laptop 2!,')))
  expect([item?.item_id, item?.url]).toEqual(['cafe-laptop-2', '/products/cafe-laptop-2'])
})

it.each([
  ['false', undefined, 'in_stock'],
  ['inherit', 0, 'out_of_stock'],
  ['', 0, 'out_of_stock'],
])('with trackInventory %j a stock of 0 is %s', async (tracked, stock, availability) => {
  const [item] = await itemsIn(file(LAPTOP.replace('100 , ,,', `0 ,${tracked} ,,`)))
  expect([item?.variants[0]?.stock, item?.variants[0]?.availability]).toEqual([stock, availability])
})

it.each([
  ['a.jpg', undefined],
  ['a.jpg|https://shop.example/b.jpg', 'https://shop.example/b.jpg'],
])('the picture of %s is %s', async (assets, image_url) => {
  expect((await itemsIn(file(LAPTOP.replace('a.jpg', assets))))[0]?.image_url).toBe(image_url)
})

it('a product without options and without a SKU is identified by its slug', async () => {
  const [item] = await itemsIn(file('Mouse,mouse,,,,,,,18.99,standard,5,,,'))
  expect(item?.variants).toEqual([{ variant_id: 'mouse', price: 1_899, stock: 5, availability: 'in_stock' }])
})

it('variants with the same SKU stay separate', async () => {
  const [item] = await itemsIn(file(LAPTOP, LARGER.replace('L-15', 'L-13')))
  expect(item?.variants.map(({ variant_id, sku }) => [variant_id, sku])).toEqual([
    ['L-13', 'L-13'],
    ['laptop / 15 inch / 8GB', 'L-13'],
  ])
})
