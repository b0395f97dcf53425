import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, type TestShop, times } from '../a-shop.ts'
import { aCustomer, anOffer, aPolicyShop } from '../decisions/a-policy-shop.ts'
import { aMember } from '../operate/console.ts'
import { aClient, callTool } from './a-client.ts'

const PATH = '/v1/mcp'
const ask = (shop: TestShop, name: string, args: object) => callTool(PATH, name, args, shop.sk)

async function aTeaShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  await shop.give('orders', ordersFile([...times(20, 'tea mug'), ...times(9, 'tea pot')]))
  return shop
}

it('every tool is listed with what it may change, and the protocol’s own client calls them', async () => {
  const client = await aClient(PATH, 'stateless', (await aTeaShop()).sk)
  const { tools } = await client.listTools()
  const changing = tools.filter(({ annotations }) => !annotations?.readOnlyHint).map(({ name }) => name)
  expect(tools.map(({ name }) => name)).toEqual([
    ...['list_alerts', 'explain_item', 'simulate_rule', 'draft_rule'],
    ...['report', 'decide', 'record_response', 'account_brief'],
  ])
  expect(changing).toEqual(['draft_rule', 'decide', 'record_response'])
  const { structuredContent } = await client.callTool({ name: 'list_alerts', arguments: {} })
  expect(structuredContent).toEqual({ alerts: expect.any(Array) })
  await client.close()
})

it('the suggestions of an item are explained with counts and with what was not shown', async () => {
  const shop = await aTeaShop()
  await shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'pot', status: 'excluded' }] })
  const { candidates } = await ask(shop, 'explain_item', { item_id: 'tea' })
  const of = (id: string) => candidates.find(({ item_id }: { item_id: string }) => item_id === id)
  expect(of('mug')).toMatchObject({ outcome: 'shown', counts: { co_orders: 20, seed_orders: 29 } })
  expect(of('pot')).toMatchObject({ outcome: expect.not.stringMatching(/^shown$/) })
})

it('an account id that is half a character is refused, not an internal error', async () => {
  const { error } = await ask(await aShop(), 'account_brief', { account_id: '\ud800' })
  expect(error).toMatchObject({ code: -32_602, message: expect.stringContaining('account_id') })
})

it('a rule is tried, saved as a draft whatever is asked, and changes nothing before a person makes it live', async () => {
  const shop = await aTeaShop()
  const rule = { name: 'Pots first', action: { kind: 'pin', item_id: 'pot', place: 1 } }
  const drafts = [{ ...rule, status: 'live' }]
  const tried = await ask(shop, 'simulate_rule', { placement: 'product', item_id: 'tea', drafts })
  const ids = (list: { item_id: string }[]) => list.map(({ item_id }) => item_id)
  expect([ids(tried.live), ids(tried.draft)]).toEqual([
    ['mug', 'pot'],
    ['pot', 'mug'],
  ])
  const refused = await ask(shop, 'draft_rule', { ...rule, status: 'live' })
  expect(refused.error).toMatchObject({ code: -32_602, message: expect.stringContaining('"status"') })
  const saved = await ask(shop, 'draft_rule', rule)
  expect(saved).toMatchObject({ status: 'draft', name: 'Pots first' })
  expect(ids((await shop.ask('placement=product&item_id=tea')).body.items)).toEqual(['mug', 'pot'])
  const [entry] = (await shop.call('/v1/audit')).body.items
  expect(entry).toMatchObject({
    action: 'POST /v1/rules',
    after: expect.objectContaining({ status: 'draft' }),
  })
})

it('a report is read, and what the API refuses is told in its words', async () => {
  const shop = await aTeaShop()
  expect(await ask(shop, 'report', { report: 'funnel', by: 'source' })).toMatchObject({
    report: 'funnel',
    rows: [],
  })
  const { failed } = await ask(shop, 'report', { report: 'funnel', from: '2026-02-01', to: '2026-01-01' })
  expect(failed).toMatch(/invalid_input: The range ends before it begins/)
})

it('an offer is decided for a customer by the shop’s own id, and the answer is recorded', async () => {
  const shop = await aPolicyShop()
  await aCustomer(shop, 'ann')
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const about = { customer_id: 'ann', channel: 'email' }
  expect(await ask(shop, 'decide', { ...about, trial: true })).toMatchObject({
    considered: expect.any(Array),
  })
  expect(await shop.table('decisions')).toEqual([])
  const { decision } = await ask(shop, 'decide', about)
  expect(decision.content.title).toBe('For you: Tea pot at €30.00')
  const answered = {
    decision_id: decision.decision_id,
    response: 'rejected',
    reason: 'price_sensitivity',
    channel: 'rep',
  }
  await ask(shop, 'record_response', answered)
  expect(await shop.table('responses')).toMatchObject([{ response: 'rejected', reason: 'price_sensitivity' }])
  const none = await ask(shop, 'decide', { channel: 'rep' })
  expect(none.error.message).toMatch(/Give one of customer/)
  const unknown = await ask(shop, 'record_response', {
    decision_id: 'dec_none',
    response: 'viewed',
    channel: 'rep',
  })
  expect(unknown.failed).toMatch(/unknown_decision/)
})

it('a member may do with an agent what their role may do, and no more', async () => {
  const shop = await aTeaShop()
  const analyst = await aMember(shop, 'analyst')
  const called = async (name: string, args: object) => {
    const params = { name, arguments: args }
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params }
    return (await analyst.call(PATH, 'POST', message)).body.result
  }
  expect((await called('list_alerts', {})).isError).toBe(false)
  const rule = { name: 'Pots first', action: { kind: 'pin', item_id: 'pot', place: 1 } }
  const refused = await called('draft_rule', rule)
  expect([refused.isError, refused.content[0].text]).toEqual([true, expect.stringContaining('not_permitted')])
  expect((await shop.call('/v1/rules')).body.items).toEqual([])
})

it('the key of one shop shows nothing of another', async () => {
  const [one, other] = [await aTeaShop(), await aTeaShop()]
  await other.call('/v1/rules', 'POST', {
    name: 'Secret',
    action: { kind: 'hide', items: { item_ids: ['mug'] } },
  })
  const told = JSON.stringify(await ask(one, 'explain_item', { item_id: 'tea' }))
  expect(told).not.toContain(other.shop_id)
  const account = await ask(one, 'account_brief', { account_id: 'acme' })
  expect(account.failed).toMatch(/no_such_account|unknown/)
})
