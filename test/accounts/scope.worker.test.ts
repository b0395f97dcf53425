import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import type { TestShop } from '../a-shop.ts'
import { browse, signedIn, tokenOf } from '../operate/console.ts'
import { aFullShop, allRoutes, example, type Ids, idsOf } from '../routes.ts'

/** Words that only the other rep may see. */
const SECRETS = ['Zanzibar', 'A-secret', 'Tanganyika', 'of the other one']

type Rep = { member_id: string; cookie: string }

async function aRep(shop: TestShop, name: string, role: string, team: string): Promise<Rep> {
  const { body } = await shop.call('/v1/members', 'POST', { name, role, team })
  const { cookie } = await signedIn(tokenOf(body.sign_in_link))
  return { member_id: body.member_id, cookie }
}

/** A shop with two reps of two teams, each with an account that has everything. */
async function twoReps() {
  const shop = await aFullShop()
  const [own, other] = [await aRep(shop, 'Ada', 'rep', 'north'), await aRep(shop, 'Bo', 'rep', 'south')]
  const manager = await aRep(shop, 'Cy', 'manager', 'north')
  const account = (account_id: string, name: string, rep: string, text: string) => ({
    ...{ account_id, name, rep, terms: text, plans: [{ at: Date.now() + DAY, text }] },
  })
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [
      account('A-1', 'Café Krone', own.member_id, 'Ada’s own'),
      account('A-secret', 'Zanzibar Trading', other.member_id, 'Tanganyika'),
    ],
  })
  await shop.call('/v1/accounts/A-secret/buyers', 'PUT', {
    buyers: [{ customer_id: 'zed', role: 'of the other one' }],
  })
  await shop.call('/v1/accounts/A-1/buyers', 'PUT', { buyers: [{ customer_id: 'kim', role: 'purchasing' }] })
  const day = Date.now() - DAY
  const order = (order_id: string, customer_id: string, item_id: string, days: number) => ({
    ...{
      order_id,
      customer_id,
      ordered_at: new Date(day - days * DAY).toISOString(),
      lines: [{ item_id, price: 500 }],
    },
  })
  await shop.call('/v1/orders', 'POST', {
    orders: [
      ...[order('z1', 'zed', 'tea', 9), order('z2', 'zed', 'mug', 5), order('z3', 'zed', 'tea', 1)],
      ...[order('k1', 'kim', 'tea', 9), order('k2', 'kim', 'mug', 5), order('k3', 'kim', 'tea', 1)],
    ],
  })
  await shop.call('/v1/accounts/A-secret/outcomes', 'POST', {
    ...{
      outcome_id: 'other-1',
      family: 'Food > Tea',
      outcome: 'later',
      note: 'of the other one',
      at: Date.now() - 10 * DAY,
    },
  })
  await shop.call('/v1/accounts/A-secret/marks', 'PUT', {
    family: 'Food > Tea',
    mark: 'elsewhere',
    note: 'Tanganyika',
  })
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  return { shop, own, other, manager, ids: await idsOf(shop) }
}

/** Every answer that a rep gets to every route of the merchant, with this account in the address. */
async function answersTo(rep: Rep, ids: Ids, account_id: string, methods: readonly string[]) {
  const routes = (await allRoutes()).filter(
    ({ door, method }) => door === 'merchant' && methods.includes(method),
  )
  const answers = []
  // The calls that end the session come last.
  const rank = (path: string) => (path.includes('{member_id}') || path.includes('{session_id}') ? 1 : 0)
  for (const route of routes.toSorted((a, b) => rank(a.path) - rank(b.path))) {
    const [address, init] = example(route, { ...ids, account_id }, undefined)
    const { status, body } = await browse(
      address.replace('by=family', 'by=rep'),
      { ...init, headers: {} },
      { Cookie: rep.cookie },
    )
    answers.push({ route: `${route.method} ${route.path}`, status, text: JSON.stringify(body ?? '') })
  }
  return answers
}

const leaks = (answers: { route: string; text: string }[]) =>
  answers.filter(({ text }) => SECRETS.some((secret) => text.includes(secret))).map(({ route }) => route)

it('a rep sees only their own accounts, whatever route they ask', async () => {
  const { own, other, ids } = await twoReps()
  const asked = await answersTo(own, ids, 'A-1', ['GET'])
  expect(leaks(asked)).toEqual([])
  const seen = asked.filter(({ text }) => text.includes('Café Krone')).map(({ route }) => route)
  expect(seen).toEqual(
    expect.arrayContaining([
      'GET /v1/accounts',
      'GET /v1/accounts/{account_id}/brief',
      'GET /v1/white-space',
    ]),
  )
  const strange = await answersTo(own, ids, 'A-secret', ['GET'])
  expect(leaks(strange)).toEqual([])
  const ofAccounts = strange.filter(({ route }) => route.includes('{account_id}'))
  expect(new Set(ofAccounts.map(({ status }) => status))).toEqual(new Set([404]))
  // The other rep sees what this one does not: the oracle's words are there.
  const found = leaks(await answersTo(other, ids, 'A-secret', ['GET']))
  expect(found).toEqual(
    expect.arrayContaining([
      'GET /v1/accounts/calls',
      'GET /v1/accounts/{account_id}/brief',
      'GET /v1/white-space',
    ]),
  )
})

it('a rep changes nothing of an account that is not theirs', async () => {
  const { shop, own, ids } = await twoReps()
  const about = async () => ({
    accounts: await shop.table('accounts'),
    outcomes: await shop.table('account_outcomes'),
    marks: await shop.table('account_marks'),
    buyers: await shop.table('account_buyers'),
  })
  const before = await about()
  const answers = await answersTo(own, ids, 'A-secret', ['POST', 'PUT', 'PATCH', 'DELETE'])
  expect(leaks(answers)).toEqual([])
  expect(await about()).toEqual(before)
  for (const { route, status } of answers.filter(({ route }) => route.includes('{account_id}'))) {
    expect([route, status]).toEqual([route, status === 403 ? 403 : 404])
  }
})

it('a manager sees the accounts of their team, and no other', async () => {
  const { shop, own, other, manager, ids } = await twoReps()
  const names = async (rep: Rep) =>
    (await browse('/v1/accounts', {}, { Cookie: rep.cookie })).body.items.map(
      ({ name }: { name: string }) => name,
    )
  expect(await names(manager)).toEqual(['Café Krone'])
  expect(leaks(await answersTo(manager, ids, 'A-secret', ['GET']))).toEqual([])
  // Who changes the team is seen by the other manager at once.
  await shop.call(`/v1/members/${other.member_id}`, 'PATCH', { team: 'north' })
  expect(await names(manager)).toEqual(['Café Krone', 'Zanzibar Trading'])
  // A rep of the same team does not.
  expect(await names(own)).toEqual(['Café Krone'])
})
