import { afterEach, describe, expect, it } from 'vitest'
import { recommendFor, withSuggestedLineItems } from '../../packages/server/src/index.ts'
import { ucpExtension } from '../../worker/agents/ucp-extension.ts'
import { aServer, type Scripted } from './a-server.ts'
import { aCart, aSearch, faultsOf } from './ucp-schemas.ts'

const SCHEMA = ucpExtension('https://pairwell.example.com')

/** An answer of the tool, as the Worker gives it (test/packages/ucp.process.test.ts asks a real one). */
const given = (structuredContent: object): Scripted => ({
  status: 200,
  body: { jsonrpc: '2.0', id: 1, result: { structuredContent, isError: false } },
})
const MUG = {
  item_id: 'mug',
  variant_id: 'mug',
  title: 'The mug',
  availability: 'in_stock',
  reason: 'Bought together.',
  age_limit: 0,
}
const POT = {
  item_id: 'pot',
  variant_id: 'pot-red',
  title: 'The pot',
  availability: 'in_stock',
  disclosure: 'Sponsored',
}
const GONE = { item_id: 'cup', title: 'The cup', availability: 'out_of_stock' }
const ANSWER = given({ recommendation_id: 'r_1.abc', items: [MUG, POT, GONE] })

let close = async () => {}
afterEach(() => close())

async function shop(...answers: Scripted[]) {
  const server = await aServer(...answers)
  close = server.close
  const errors: unknown[] = []
  const options = { url: `${server.url}/`, pk: 'pk_1', onError: (error: unknown) => errors.push(error) }
  const asked = () => server.received.map(({ body }) => JSON.parse(body).params.arguments)
  return { options, errors, asked, received: server.received }
}

describe('recommend_for', () => {
  it('gives products with reasons, as the schema says', async () => {
    const { options, asked, received } = await shop(ANSWER)
    const found = await recommendFor(
      { product_ids: ['tea'], intent: 'related' },
      { ...options, limit: 3, locale: 'de' },
    )
    expect(found).toEqual({
      recommendation_id: 'r_1.abc',
      items: [
        { product_id: 'mug', reason: 'Bought together.', age_limit: 0 },
        { product_id: 'pot', variant_id: 'pot-red', disclosure: 'Sponsored' },
        { product_id: 'cup' },
      ],
    })
    expect(faultsOf(SCHEMA, 'search_response', aSearch(found))).toBe('')
    expect(faultsOf(SCHEMA, 'dev.ucp.shopping.catalog.search', aSearch(found))).toBe('')
    expect(asked()).toEqual([{ item_id: 'tea', intent: 'related', limit: 3, locale: 'de' }])
    expect(received[0]).toMatchObject({ method: 'POST', path: '/p/pk_1/mcp' })
  })

  it('asks for several products as for a cart, by the ids of Pairwell', async () => {
    const { options, asked } = await shop(
      given({ recommendation_id: 'r_2', items: [], not_offered_because: 'Nothing.' }),
    )
    const itemIdOf = (id: string) => (id === 'new' ? undefined : id.replace('gid:', ''))
    const found = await recommendFor({ product_ids: ['gid:tea', 'new', 'gid:mug'] }, { ...options, itemIdOf })
    expect(asked()).toEqual([{ cart_item_ids: ['tea', 'mug'], intent: 'complementary' }])
    expect(found).toEqual({ recommendation_id: 'r_2', items: [], not_offered_because: 'Nothing.' })
    expect(faultsOf(SCHEMA, 'search_response', aSearch(found))).toBe('')
    expect(await recommendFor({ product_ids: ['new'] }, { ...options, itemIdOf })).toEqual({ items: [] })
    expect(asked()).toHaveLength(1)
  })

  const MANY = Array.from({ length: 101 }, (_, at) => `p${at}`)
  it.each<[string, object, boolean]>([
    ['one product', { product_ids: ['tea'] }, true],
    ['an upgrade of one', { product_ids: ['tea'], intent: 'upgrade' }, true],
    ['a hundred products', { product_ids: MANY.slice(1) }, true],
    ['no product', { product_ids: [] }, false],
    ['no list', { product_ids: 'tea' }, false],
    ['nothing', {}, false],
    ['an empty id', { product_ids: [''] }, false],
    ['a number', { product_ids: [1] }, false],
    ['more than a hundred', { product_ids: MANY }, false],
    ['an upgrade of two', { product_ids: ['tea', 'mug'], intent: 'upgrade' }, false],
    ['an unknown intent', { product_ids: ['tea'], intent: 'cheaper' }, false],
  ])('%s is accepted or refused by the schema and by the function alike', async (_, question, isValid) => {
    const { options, received } = await shop(given({ items: [] }))
    const search = { recommend_for: question }
    expect(faultsOf(SCHEMA, 'search_request', search) === '').toBe(isValid)
    expect(faultsOf(SCHEMA, 'dev.ucp.shopping.catalog.search', search) === '').toBe(isValid)
    const answered = recommendFor(question as { product_ids: string[] }, options)
    await (isValid
      ? expect(answered).resolves.toEqual({ items: [] })
      : expect(answered).rejects.toThrow(TypeError))
    expect(received).toHaveLength(isValid ? 1 : 0)
  })
})

describe('suggested_line_items', () => {
  it('stand beside the line items, which stay as they are', async () => {
    const { options, asked } = await shop(ANSWER)
    const cart = aCart('tea', 'tea', 'jar')
    const before = structuredClone(cart)
    const suggested = await withSuggestedLineItems(cart, options)
    expect(suggested).toEqual({
      ...before,
      suggested_line_items: [
        { item: { id: 'mug' }, reason: 'Bought together.', age_limit: 0 },
        { item: { id: 'pot-red' }, product_id: 'pot', disclosure: 'Sponsored' },
      ],
    })
    expect([cart, suggested === cart]).toEqual([before, false])
    expect(asked()).toEqual([{ cart_item_ids: ['tea', 'jar'] }])
    for (const part of ['dev.ucp.shopping.cart', 'dev.ucp.shopping.checkout']) {
      expect(faultsOf(SCHEMA, part, suggested)).toBe('')
    }
  })

  it('are not what is in the cart by its variant, and not those of an earlier cart', async () => {
    const { options } = await shop(given({ items: [POT] }))
    const cart = { ...aCart('tea', 'pot-red'), suggested_line_items: [{ item: { id: 'old' } }] }
    expect(await withSuggestedLineItems(cart, options)).toEqual(aCart('tea', 'pot-red'))
  })

  it('nothing is asked for an empty cart', async () => {
    const { options, received } = await shop(ANSWER)
    expect(await withSuggestedLineItems(aCart(), options)).toEqual(aCart())
    expect(received).toEqual([])
  })
})

it.each<[string, Scripted, RegExp]>([
  ['never answers', { hang: true }, /timeout|timed out/i],
  ['ends the connection', { cut: true }, /fetch failed/],
  ['is busy', { status: 503, body: { code: 'busy', detail: 'Too many requests.' } }, /Too many requests/],
  ['answers with no JSON', { status: 502, body: '<html>' }, /JSON/],
  [
    'refuses the message',
    { status: 200, body: { error: { code: -32_602, message: 'No such tool.' } } },
    /No such tool/,
  ],
  [
    'says that the tool failed',
    { status: 200, body: { result: { isError: true, content: [{ text: 'busy: later' }] } } },
    /busy: later/,
  ],
])('a server that %s gives no suggestions, and no error', async (_, answer, why) => {
  const { options, errors } = await shop(answer)
  const quick = { ...options, timeout: 'hang' in answer ? 50 : 5_000 }
  expect(await withSuggestedLineItems(aCart('tea'), quick)).toEqual(aCart('tea'))
  expect(await recommendFor({ product_ids: ['tea'] }, quick)).toEqual({ items: [] })
  expect(errors.map(String)).toEqual([expect.stringMatching(why), expect.stringMatching(why)])
})

it('the schema refuses what is no suggestion', () => {
  const cart = aCart('tea')
  for (const wrong of [[{}], [{ item: {} }], [{ item: { id: 'mug' }, reason: 1 }], { item: { id: 'mug' } }]) {
    expect(faultsOf(SCHEMA, 'dev.ucp.shopping.cart', { ...cart, suggested_line_items: wrong })).not.toBe('')
  }
  for (const wrong of [{}, { items: [{}] }, { items: [{ product_id: 'mug', age_limit: '18' }] }]) {
    const answer = { ...aSearch({ items: [] }), recommendations: wrong }
    expect(faultsOf(SCHEMA, 'dev.ucp.shopping.catalog.search', answer)).not.toBe('')
  }
})
