import { afterEach, expect, it, vi } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { browse, signedIn, tokenOf } from '../operate/console.ts'
import { accountId, aWholesaleShop, MISSED } from './a-wholesale-shop.ts'

afterEach(() => void vi.useRealTimers())

type Question = { question: string; kind: string; about: string; options: { key: string }[] }

/** A rep who looks after every account of a shop, and their calls. */
async function withRep(accounts: number, team = 'north') {
  const shop = await aWholesaleShop(accounts)
  const { body } = await shop.call('/v1/members', 'POST', { name: 'Ada', role: 'rep', team })
  const { cookie } = await signedIn(tokenOf(body.sign_in_link))
  const listed = (await shop.call('/v1/accounts?limit=200')).body.items
  await shop.call('/v1/accounts', 'PUT', {
    accounts: listed.map(({ account_id, name, tier }: Record<string, string>) => ({
      ...{ account_id, name, tier, rep: body.member_id },
    })),
  })
  const call = async (path: string, method = 'GET', json?: unknown) =>
    (
      await browse(
        path,
        { method, ...(json !== undefined && { body: JSON.stringify(json) }) },
        { Cookie: cookie },
      )
    ).body
  return { shop, call, rep: body.member_id as string }
}

it('the quiz asks five questions a day about what the rep’s accounts miss', async () => {
  const { call, shop } = await withRep(20)
  const quiz = await call('/v1/quiz')
  expect(quiz.items).toHaveLength(5)
  expect(quiz).toMatchObject({ answered: 0, right: 0 })
  for (const { options } of quiz.items as Question[]) {
    expect(options.length).toBeGreaterThanOrEqual(2)
    expect(new Set(options.map(({ key }) => key)).size).toBe(options.length)
  }
  const [totals] = (await shop.call('/v1/white-space/totals?by=family')).body.items
  expect(quiz.items[0].about).toBe(totals.key)
  // The same questions again, in the same order, until they are answered.
  expect(await call('/v1/quiz')).toEqual(quiz)
})

it('a right answer comes again after 2, 4, 8 … days, a wrong one tomorrow', async () => {
  const { shop } = await withRep(20)
  const ask = async () => (await shop.call('/v1/quiz')).body
  const answer = async (question: string, key: string) =>
    (await shop.call('/v1/quiz', 'POST', { question, key })).body
  const [first] = (await ask()).items as Question[]
  const question = first?.question ?? ''
  const wrong = await answer(question, 'none of them')
  expect(wrong).toMatchObject({ is_right: false })
  // A second try on the same day changes nothing.
  expect(await answer(question, wrong.right_key)).toMatchObject({ is_right: true, due_at: wrong.due_at })
  expect(await ask()).toMatchObject({ answered: 1, right: 0 })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const pauses: number[] = []
  for (let due = wrong.due_at; pauses.length < 6; ) {
    vi.setSystemTime(due)
    expect((await ask()).items[0].question).toBe(question)
    const right = await answer(question, wrong.right_key)
    pauses.push(Math.round((right.due_at - due) / DAY))
    due = right.due_at
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 32])
  expect(await answer('sells_with:Boats', 'Cups')).toMatchObject({ code: 'unknown_question' })
})

it('coverage names families that no account buys, with the best two accounts to begin with', async () => {
  const { call, shop, rep } = await withRep(12)
  // An account of its own, that buys nothing but cups.
  const { items } = await call('/v1/coverage')
  expect(items).toMatchObject([{ rep, rep_name: 'Ada', accounts: 12 }])
  expect(items[0].covered).toBeLessThanOrEqual(items[0].families)
  await shop.call('/v1/accounts', 'PUT', {
    accounts: Array.from({ length: 11 }, (_, at) => ({
      account_id: accountId(at + 1),
      name: `Café ${at + 1}`,
      rep: null,
    })),
  })
  const alone = (await call('/v1/coverage')).items[0]
  expect(alone.accounts).toBe(1)
  const missed = alone.missing.find(({ family }: { family: string }) => family === MISSED)
  expect(missed).toMatchObject({ tried: false, begin_with: [{ account_id: accountId(0) }] })
  await call(`/v1/accounts/${accountId(0)}/outcomes`, 'POST', {
    outcome_id: 'o1',
    family: MISSED,
    outcome: 'later',
  })
  const tried = (await call('/v1/coverage')).items[0].missing.find(
    ({ family }: { family: string }) => family === MISSED,
  )
  expect(tried.tried).toBe(true)
})

it('the team view counts what a rep did, beside their own past, and how far a goal is', async () => {
  const { shop, call, rep } = await withRep(12)
  const now = Date.now()
  await shop.call('/v1/settings', 'PATCH', {
    accounts: {
      goals: [{ team: 'north', measure: 'outcomes', target: 10, from: now - 30 * DAY, to: now + 30 * DAY }],
    },
  })
  await call(`/v1/accounts/${accountId(0)}/opened`, 'POST')
  await call(`/v1/accounts/${accountId(0)}/opened`, 'POST')
  const tell = (outcome_id: string, more: object) =>
    call(`/v1/accounts/${accountId(0)}/outcomes`, 'POST', { outcome_id, family: MISSED, ...more })
  await tell('o1', { outcome: 'accepted' })
  await tell('o2', { outcome: 'rejected', reason: 'already_have', at: now - 40 * DAY })
  const team = (await shop.call('/v1/team')).body
  expect(team).toMatchObject({
    ...{ days: 30, rankings: false },
    items: [
      {
        rep,
        team: 'north',
        accounts: 12,
        now: { pages_opened: 2, accepted: 1, rejected: 0 },
        before: { rejected: 1 },
      },
    ],
    goals: [{ team: 'north', target: 10, reached: 1 }],
  })
  // What a sales tool records with a key counts for the rep of the account.
  const byKey = { outcome_id: 'o3', family: MISSED, outcome: 'later' }
  await shop.call(`/v1/accounts/${accountId(1)}/outcomes`, 'POST', byKey)
  expect((await shop.call('/v1/team')).body.items[0].now).toMatchObject({ accepted: 1, later: 1 })
  // The holder of a key opens no page of a rep's.
  await shop.call(`/v1/accounts/${accountId(0)}/opened`, 'POST')
  expect((await shop.call('/v1/team')).body.items[0].now.pages_opened).toBe(2)
  expect((await call('/v1/team')).code).toBe('not_permitted')
})

it('a product card has what sells with the family, refusals, and what people wrote', async () => {
  const { shop, call } = await withRep(20)
  await call(`/v1/accounts/${accountId(0)}/outcomes`, 'POST', {
    ...{ outcome_id: 'o1', family: MISSED, outcome: 'rejected', reason: 'price_sensitivity' },
  })
  const written = {
    use_cases: ['Iced coffee'],
    questions: ['Do you serve iced coffee?'],
    answers: [{ reason: 'price_sensitivity', answer: 'Two cents a cup.' }],
  }
  expect((await call('/v1/product-cards', 'PUT', { family: MISSED, ...written })).code).toBe('not_permitted')
  const card = (await shop.call('/v1/product-cards', 'PUT', { family: MISSED, ...written })).body
  expect(card).toMatchObject({
    family: MISSED,
    ...written,
    refusals: [{ reason: 'price_sensitivity', times: 1 }],
  })
  const others = card.sells_with.map(({ family }: { family: string }) => family)
  expect(others.length).toBeGreaterThan(0)
  for (const family of others) expect(['Cups', 'Coffee', 'Milk']).toContain(family)
  expect(card.first_items).toMatchObject([{ item_id: 'syrup-1', title: 'Syrup 1' }])
  const listed = (await call('/v1/product-cards')).items
  expect(listed.map(({ family }: { family: string }) => family)).toContain(MISSED)
  expect((await call(`/v1/product-cards?q=${MISSED.toUpperCase().slice(1)}`)).items).toHaveLength(1)
  expect((await call('/v1/product-cards?q=boats')).items).toEqual([])
  // The answer stands on the page of every account that could open the family.
  const { openings } = await call(`/v1/accounts/${accountId(2)}/brief`)
  const opening = openings.find(({ family }: { family: string }) => family === MISSED)
  if (opening) expect(opening.objections).toMatchObject([{ answer: 'Two cents a cup.', times: 1 }])
  expect((await shop.call('/v1/product-cards', 'PUT', { family: 'Boats', ...written })).body.code).toBe(
    'unknown_family',
  )
})
