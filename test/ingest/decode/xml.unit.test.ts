import { describe, expect, it } from 'vitest'
import { itemsIn, linksIn, readFile, tableOf } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'

const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>
<title>Shop</title><link>https://shop.example</link>
${items.map((item) => `<item>${item}</item>`).join('\n')}
</channel></rss>`
const TEA =
  '<g:id>T-1</g:id><title>Tea &amp; Mint</title><link>https://shop.example/t</link>' +
  '<g:description><![CDATA[<p>Green</p>]]></g:description><g:price>4.50 EUR</g:price>' +
  '<g:availability>in_stock</g:availability><g:gtin>1</g:gtin>'
const RELATED =
  '<g:related_product><g:relationship_type>required_part</g:relationship_type>' +
  '<g:identifier_type>id</g:identifier_type><g:identifier>AZ:7,A</g:identifier></g:related_product>' +
  '<g:related_product><g:relationship_type>accessory</g:relationship_type>' +
  '<g:identifier_type>gtin</g:identifier_type><g:identifier>811571013579</g:identifier></g:related_product>'
const cellsOf = async (text: string, size?: number) =>
  (await tableOf(text, size)).rows.map(({ cells }) => cells)

it('the entries of an RSS feed are rows, in chunks of any size', async () => {
  for (const size of [1, 7, 65_536]) {
    const { header, rows } = await tableOf(rss(TEA, '<g:id>T-2</g:id>'), size)
    expect(header).toEqual(['id', 'title', 'link', 'description', 'price', 'availability', 'gtin'])
    expect(rows).toEqual([
      {
        row: 2,
        cells: ['T-1', 'Tea & Mint', 'https://shop.example/t', '<p>Green</p>', '4.50 EUR', 'in_stock', '1'],
      },
      { row: 3, cells: ['T-2', '', '', '', '', '', ''] },
    ])
  }
})

it('elements may be called like properties of every object', async () => {
  const odd = '<g:constructor><g:toString>x</g:toString><g:__proto__>y</g:__proto__></g:constructor>'
  expect(await cellsOf(rss(`<g:id>T-1</g:id>${odd}`))).toEqual([['T-1', '{"toString":"x","__proto__":"y"}']])
})

it('is read as a feed of products with their relations', async () => {
  const text = rss(`${TEA}${RELATED}`, TEA.replace('T-1', 'T-2'))
  const { format, rows } = await readFile('items', text)
  expect([format, linksIn(rows)]).toEqual([
    'Google Merchant feed',
    ['T-1 required_part i:AZ:7,A 1', 'T-1 accessory s:811571013579 1'],
  ])
  expect(await itemsIn(text)).toMatchObject([
    { item_id: 'T-1', title: 'Tea & Mint', variants: [{ price: 450 }] },
    { item_id: 'T-2' },
  ])
})

it('a feed without related products leaves the relations unchanged', async () => {
  const [row] = (await readFile('items', rss(TEA))).rows
  expect(row?.fragments).toHaveLength(1)
})

it('the entries of an Atom feed are rows; links are attributes, and Google’s own id comes before the feed’s', async () => {
  const atom =
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>' +
    '<id>tag:shop</id><entry><id>tag:1</id><g:id>T-1</g:id><id>tag:2</id><title>Tea</title>' +
    '<link href="https://shop.example/t"/><g:price>4.50 EUR</g:price><g:mpn>1</g:mpn></entry></feed>'
  expect(await itemsIn(atom)).toMatchObject([{ item_id: 'T-1', title: 'Tea', url: 'https://shop.example/t' }])
})

it('the first of two equal plain elements counts', async () => {
  expect(await cellsOf(rss('<g:id>A</g:id><g:id>B</g:id>'))).toEqual([['A']])
})

it('a later entry may add a column that the format knows', async () => {
  const { rows } = await tableOf(rss('<g:id>A</g:id>', '<g:brand>B</g:brand>'), 99, undefined, ['brand'])
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['A', ''],
    ['', 'B'],
  ])
})

it('older encodings are read as in other files', async () => {
  const bytes = Buffer.from(rss('<g:id>Café</g:id>'), 'latin1')
  expect((await tableOf(bytes)).rows[0]?.cells).toEqual(['Café'])
})

describe('a hostile feed', () => {
  const LAUGHS = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  )

  it('cannot expand entities without limit (billion laughs)', async () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY l0 "ha">${LAUGHS}]>${rss('<g:id>&l30;</g:id>').split('?>')[1]}`
    const begun = performance.now()
    expect((await fileRefusal(() => tableOf(bomb))).code).toBe('unreadable_file')
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  it('reads no external file', async () => {
    const outside = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><id>&x;</id></item></rss>`
    expect((await fileRefusal(() => tableOf(outside))).code).toBe('unreadable_file')
  })

  it('cannot nest without limit', async () => {
    const { code, message } = await fileRefusal(() => tableOf(`<rss>${'<a>'.repeat(200_000)}`))
    expect([code, message]).toEqual(['unreadable_file', expect.stringMatching(/100 elements/)])
  })

  it.each([
    ['a text', `<rss><item><id>${'x'.repeat(2_100_000)}`],
    ['a text in pieces', `<rss><item><id>${'x&amp;<b/>'.repeat(800_000)}`],
    ['an attribute', `<rss><item><id a="${'x'.repeat(2_100_000)}`],
    ['a comment', `<rss><item><!--${'x'.repeat(2_100_000)}`],
    ['a doctype', `<!DOCTYPE rss [${'x'.repeat(2_100_000)}`],
    ['elements', `<rss><item>${'<a></a>'.repeat(2_100_000)}`],
  ])('with %s without end is refused', async (_name, text) => {
    const { code, facts, message } = await fileRefusal(() => tableOf(text))
    expect([code, facts.row]).toEqual(['unreadable_file', 2])
    expect(message).toMatch(/longer than 2,000,000/)
  })

  it('with 2,001 columns is refused', async () => {
    const names = Array.from({ length: 2_001 }, (_, n) => `<c${n}>x</c${n}>`).join('')
    expect((await fileRefusal(() => tableOf(rss(names)))).message).toContain('2000 columns')
  })
})

it.each([
  ['cut off', rss(TEA).slice(0, 300)],
  ['with tags that do not fit', rss('<g:id>A</id>')],
  ['with letters that HTML has and XML has not', rss('<g:id>A&nbsp;</g:id>')],
])('a feed %s is refused, and the error names the entry', async (_name, text) => {
  const { code, facts, message } = await fileRefusal(() => tableOf(text))
  expect([code, facts.row]).toEqual(['unreadable_file', 2])
  expect(message).toMatch(/write the feed again/)
})

it('XML that is not a feed is refused', async () => {
  const { code, message } = await fileRefusal(() => tableOf('<html><body>Log in</body></html>'))
  expect(code).toBe('unknown_structure')
  expect(message).toMatch(/RSS 2.0 or Atom/)
})
