import { expect, it } from 'vitest'
import { itemIdIn } from '../../widget/lazy/json-ld.ts'

const idOf = (...data: unknown[]) =>
  itemIdIn(data.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))))

it.each([
  ['a product by its sku', { '@type': 'Product', sku: 'A' }],
  ['productID before sku', { '@type': 'Product', sku: 'x', productID: 'A' }],
  ['a group before all', { '@type': 'ProductGroup', sku: 'x', productID: 'y', productGroupID: 'A' }],
  [
    'the group that a variant belongs to',
    { '@type': 'Product', sku: 'x', isVariantOf: { productGroupID: 'A' } },
  ],
  ['the group by its short form', { '@type': 'Product', sku: 'x', inProductGroupWithID: 'A' }],
  ['several types', { '@type': ['Thing', 'Product'], sku: 'A' }],
  ['a full type name', { '@type': 'http://schema.org/Product', sku: ' A ' }],
  ['an array', [{ '@type': 'BreadcrumbList' }, { '@type': 'Product', sku: 'A' }]],
  ['a graph', { '@graph': [{ '@type': 'WebPage' }, { '@type': 'Product', sku: 'A' }] }],
  ['a page about a product', { '@type': 'WebPage', mainEntity: { '@type': 'Product', sku: 'A' } }],
])('finds %s', (_name, data) => expect(idOf(data)).toBe('A'))

it('accepts a number as an id', () =>
  expect(idOf({ '@type': 'Product', sku: 8123456789 })).toBe('8123456789'))

it('continues after a broken script', () =>
  expect(idOf('{"@type": ', { '@type': 'Product', sku: 'A' })).toBe('A'))

it.each([
  ['an address', { '@type': 'Product', '@id': 'https://shop.example/tea#product' }],
  ['a related product', { '@type': 'WebPage', isRelatedTo: { '@type': 'Product', sku: 'A' } }],
  ['an object as an id', { '@type': 'Product', sku: { '@value': 'A' } }],
  ['another type', { '@type': 'ProductModelCollection', sku: 'A' }],
  ['null', null],
  ['a text', '"Product"'],
])('ignores %s', (_name, data) => expect(idOf(data)).toBe(''))

it('stops in data that is nested too deep', () => {
  const deep = Array.from({ length: 1_000 }).reduce((inner) => [inner], { '@type': 'Product', sku: 'A' })
  expect(idOf(deep)).toBe('')
})
