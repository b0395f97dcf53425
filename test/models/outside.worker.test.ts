import { expect, inject, it } from 'vitest'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop } from '../a-shop.ts'
import { changed, modelOf, published, restated, type Sent, sendModel, textOf } from './an-outside-model.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${String(n).padStart(2, '0')}`)
const ORDERS = ordersFile(drawnBaskets(400, IDS))

async function aMinedShop(orders = ORDERS): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS, 'Things'))
  await shop.give('orders', orders)
  return shop
}

const answersOf = async (shop: TestShop) => {
  const answers = await Promise.all(
    IDS.map((id) => shop.ask(`placement=product&item_id=${id}`)).concat(
      IDS.map((id) => shop.ask(`placement=cart&cart_item_ids=${id},item-03`)),
    ),
  )
  return answers.map(({ body }) => body.items)
}

const listsOf = async (shop: TestShop) => {
  const [slots] = await shop.table('slots')
  const rows = (await shop.table('lists')).filter(({ slot }) => slot === slots?.live_slot)
  return rows.map(({ shop_id: _, slot: __, ...row }) => row)
}

it('a model that was mined outside goes live with its hash, and answers as the same model of the Worker does', async () => {
  const [shop, other] = [await aMinedShop(), await aShop()]
  await other.give('items', plainItems(IDS, 'Things'))
  const url = `${inject('webhookReceiver')}/mined-outside`
  await fetch(url, { method: 'PUT', body: '[]' })
  await other.call('/v1/webhooks', 'PUT', { url, types: ['model.published'] })
  const sent = await modelOf(shop)
  const model = await published(other, sent)
  expect(model).toMatchObject({ status: 'live', cause: 'outside', hash: sent.facts.hash, refusals: [] })
  expect(model.outside).toEqual({
    bytes: sent.lines.reduce((sum, line) => sum + line.length + 1, 0),
    lists: sent.lines.length,
    dropped: { unknown_lists: 0, unknown_items: 0, excluded: 0, withheld: 0, empty_lists: 0 },
  })
  expect(await listsOf(other)).toEqual(await listsOf(shop))
  expect(await answersOf(other)).toEqual(await answersOf(shop))
  const own = await shop.model()
  const { lists_written: _, lists_deleted: __, ...counts } = own.counts
  expect(model.counts).toMatchObject(counts)
  expect([await other.table('model_uploads'), await other.table('model_chunks')]).toEqual([[], []])
  const received = await (await fetch(url)).json<{ body: string }[]>()
  expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: 'model.published', data: { model_id: model.model_id, lists: sent.lines.length } },
  ])
  const { items: entries } = (await other.call('/v1/audit')).body
  expect(entries).toContainEqual(
    expect.objectContaining({ action: 'POST /v1/models/outside', after: { model_id: model.model_id } }),
  )
})

it('gzip is taken as it is, and a repetition with the same Idempotency-Key is the same model', async () => {
  const shop = await aMinedShop()
  const text = textOf(await modelOf(shop))
  const gzip = await new Response(
    new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')),
  ).bytes()
  const once = { 'Idempotency-Key': 'tonight' }
  const first = await sendModel(shop, gzip, once)
  await shop.settle()
  const again = await sendModel(shop, gzip, once)
  await shop.settle()
  expect([first.status, again.status, again.body]).toEqual([202, 202, first.body])
  const { items } = (await shop.call('/v1/models')).body
  expect(items.filter(({ cause }: { cause: string }) => cause === 'outside')).toHaveLength(1)
  expect(items[0]).toMatchObject({ model_id: first.body.model_id, status: 'live' })
})

/** What is wrong with what is sent, and the reason that is named. */
const DAMAGES: readonly [name: string, reason: string, body: (sent: Sent) => string][] = [
  ['one digit is another', 'other_hash', (sent) => textOf(sent).replace(/"co_orders":\d/, '"co_orders":9')],
  ['the second half is missing', 'other_hash', (sent) => halfOf(textOf(sent), '\n')],
  ['it ends within a line', 'cut_off', (sent) => textOf(sent).slice(0, -40)],
  ['it is there twice', 'other_hash', (sent) => textOf({ ...sent, lines: [...sent.lines, ...sent.lines] })],
  [
    'another number of lists is stated',
    'other_number',
    ({ facts, lines }) => textOf({ facts: { ...facts, counts: { ...facts.counts, lists: 3 } }, lines }),
  ],
  ['there are no lists', 'no_lists', ({ facts }) => textOf({ facts, lines: [] })],
  ['there are no facts', 'no_facts', ({ lines }) => `${lines.join('\n')}\n`],
  ['there is nothing', 'no_facts', () => ' '],
  ['a line does not end', 'long_line', ({ facts }) => `${JSON.stringify(facts)}\n${'['.repeat(1_600_000)}`],
]
const halfOf = (text: string, end: string) => text.slice(0, text.indexOf(end, text.length / 2) + 1)

/** One shop for all that changes nothing. */
let untouched: ReturnType<typeof aMinedShop> | undefined

it.each(DAMAGES)('refused at once: %s (%s)', async (_, reason, body) => {
  untouched ??= aMinedShop()
  const shop = await untouched
  const before = await shop.rows()
  const { status, body: problem } = await sendModel(shop, body(await modelOf(shop)))
  expect([status, problem.code, problem.reason]).toEqual([422, 'damaged_model', reason])
  expect(await shop.rows()).toEqual(before)
})

/** What is wrong with lists whose hash is right, and the refusal that is named. */
const FAULTS: readonly [refusal: string, lines: (lines: string[]) => string[]][] = [
  ['not_json', (lines) => ['{"kind":', ...lines.slice(1)]],
  ['bad_list', ([first = '', ...rest]) => [changed(first, () => ({ more: 1 })), ...rest]],
  ['bad_list', ([first = '', ...rest]) => [`${first.slice(0, -1)},"__proto__":{"kind":"item"}}`, ...rest]],
  ['bad_list', ([first = '', ...rest]) => [changed(first, () => ({ seed_orders: 'many' })), ...rest]],
  ['duplicate_list', ([first = '', ...rest]) => [first, first, ...rest]],
  ['duplicate_list', (lines) => [...lines, lines.at(-1) ?? '']],
  ['unsorted_lists', ([first = '', second = '', ...rest]) => [second, first, ...rest]],
  ['unsorted_lists', ([first = '', ...rest]) => [...rest, first]],
  ['impossible_counts', ([first = '', ...rest]) => [changed(first, () => ({ seed_orders: 0 })), ...rest]],
  [
    'duplicate',
    ([first = '', ...rest]) => [
      changed(first, ({ companions: [one] }) => ({ companions: [one, one] })),
      ...rest,
    ],
  ],
  ['unknown_key', (lines) => [...lines, changed(lines.at(-1) ?? '', () => ({ key: 'then' }))]],
  ['halved_model', (lines) => lines.filter((line, at) => at % 3 === 0 || !line.startsWith('{"kind":"item"'))],
  [
    'foreign_model',
    (lines) =>
      lines.map((line, at) => (at % 3 === 0 ? changed(line, ({ key }) => ({ key: `${key}-there` })) : line)),
  ],
]

it.each(FAULTS)('refused by the gate, and the live model stays: %s', async (refusal, change) => {
  const shop = await aMinedShop()
  const [live, answers, sent] = [await shop.model(), await answersOf(shop), await modelOf(shop)]
  const lines = change(sent.lines)
  const model = await published(shop, restated(sent, lines))
  expect(model).toMatchObject({ status: 'refused', cause: 'outside' })
  expect(model.refusals).toContain(refusal)
  expect((await shop.call('/v1/status')).body.model.model_id).toBe(live.model_id)
  expect(await answersOf(shop)).toEqual(answers)
  expect([await shop.table('model_uploads'), await shop.table('model_chunks')]).toEqual([[], []])
  // The next one that is right is published.
  expect(await published(shop, sent)).toMatchObject({ status: 'live', hash: sent.facts.hash })
})

it('the model of another shop is refused as foreign', async () => {
  const [shop, other] = [await aMinedShop(), await aShop()]
  await other.give('items', plainItems(IDS.map((id) => `their-${id}`)))
  const { status, refusals, outside } = await published(other, await modelOf(shop))
  expect([status, refusals]).toEqual(['refused', ['foreign_model']])
  expect(outside.dropped.unknown_lists).toBeGreaterThan(30)
  expect((await other.call('/v1/status')).body.model).toMatchObject({ cause: 'import' })
})

it('what the shop does not have or does not want is left out, and counted', async () => {
  const shop = await aMinedShop()
  const sent = await modelOf(shop)
  const listOf = (id: string) => sent.lines.find((line) => line.includes(`"key":"${id}"`)) ?? '{}'
  const companion = JSON.parse(listOf('item-05')).companions[0].item_id
  await shop.call('/v1/items/item-07', 'DELETE')
  await shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'item-09', status: 'excluded' }] })
  const pair = { item_id: 'item-05', companion_id: companion, co_orders: 3, customers: 1 }
  const held = { ...sent, facts: { ...sent.facts, held: [pair] } }
  // The pair becomes known with the model that withholds it, and is left out of the next one that does not.
  expect(await published(shop, held)).toMatchObject({ status: 'live', counts: { pairs_held: 1 } })
  await shop.call('/v1/held-pairs', 'PUT', {
    item_id: 'item-05',
    companion_id: companion,
    status: 'refused',
  })
  await shop.settle()
  const { status, outside } = await published(shop, sent)
  const times = (id: string) => sent.lines.join('').split(`"item_id":"${id}"`).length - 1
  expect(status).toBe('live')
  expect(outside.dropped).toMatchObject({ unknown_lists: 1, withheld: 1 })
  // Less those in the list of the item that is gone.
  expect(outside.dropped.unknown_items).toBe(times('item-07'))
  expect(outside.dropped.excluded).toBe(
    times('item-09') - listOf('item-07').split('"item_id":"item-09"').length + 1,
  )
  const stored = await listsOf(shop)
  expect(stored.map(({ key }) => key)).not.toContain('item-07')
  expect(JSON.stringify(stored)).not.toMatch(/item-0[79]"[^{}]*"score"/)
  const five = stored.find(({ key, kind }) => kind === 'item' && key === 'item-05')
  expect(String(five?.companions)).not.toContain(`"${companion}"`)
})
