import { ITEMS } from '../demo/shop/catalogue.ts'
import { ACCOUNTS, REPS } from '../demo/shop/wholesale/accounts.ts'
import { buyersOf, wholesaleOrders, wholesalePrice } from '../demo/shop/wholesale/orders.ts'
import { DAY } from '../vocabulary/time.ts'
import { call } from './demo-shop.ts'

/** Customer group with the prices of accounts. */
const GROUP = 'wholesale'

/**
 * Gives the demo shop its wholesale side, as a merchant would through the API: reps, accounts with buyers and what is planned, their
 * orders, and what reps have recorded so far.
 */
export async function addWholesale(api: string, key: string, step: (text: string) => void): Promise<void> {
  const put = (path: string, body: object) =>
    call(api, path, key, { method: 'PUT', body: JSON.stringify(body) })
  const post = (path: string, body: object) =>
    call(api, path, key, { method: 'POST', body: JSON.stringify(body) })
  const now = Date.now()
  const reps: string[] = []
  for (const rep of REPS) reps.push((await post('/v1/members', rep)).member_id)
  await put('/v1/accounts', { accounts: ACCOUNTS.map((one, at) => written(one, reps, at, now)) })
  for (const account of ACCOUNTS) {
    const [chef, office] = buyersOf(account)
    await put(`/v1/accounts/${account.account_id}/buyers`, {
      buyers: [
        { customer_id: chef, role: 'chooses what is served' },
        { customer_id: office, role: 'orders and pays' },
      ],
    })
  }
  const orders = wholesaleOrders(now)
  await post('/v1/orders', { orders })
  await patchPrices(api, key)
  await post('/v1/accounts/analysis', {})
  const families = await analysed(api, key)
  await tellOutcomes(api, key, families, now)
  for (const [family, card] of CARDS) {
    if (families.includes(family)) await put('/v1/product-cards', { family, ...card })
  }
  const goal = {
    team: 'South',
    measure: 'families_opened',
    target: 12,
    from: now - 60 * DAY,
    to: now + 30 * DAY,
  }
  await call(api, '/v1/settings', key, {
    method: 'PATCH',
    body: JSON.stringify({ accounts: { goals: [goal] } }),
  })
  step(`wholesale: ${ACCOUNTS.length} accounts, ${REPS.length - 1} reps, ${orders.length} orders`)
}

/** An account as the API takes it; some have a contract that ends, an open quote or a plan. */
function written(
  { account_id, name, tier, rep, city }: (typeof ACCOUNTS)[number],
  reps: string[],
  at: number,
  now: number,
) {
  return {
    ...{ account_id, name, tier, rep: reps[rep] ?? null, group: GROUP },
    locations: [{ name: city, city, country: 'DE' }],
    terms: tier === 'A' ? '30 days, delivery free from €150' : '14 days, delivery €6.90',
    contract_ends_at: at % 5 === 1 ? now + 45 * DAY : null,
    quotes:
      at % 4 === 2
        ? [{ quote_id: `Q-${2_000 + at}`, at: now - 6 * DAY, valid_until: now + 8 * DAY, amount: 48_000 }]
        : [],
    plans: at % 6 === 0 ? [{ at: now + 20 * DAY, text: 'Opens a second place with a terrace' }] : [],
  }
}

/** Gives every item its wholesale price. */
async function patchPrices(api: string, key: string): Promise<void> {
  for (const { id, variants, published } of ITEMS) {
    const [variant] = variants
    if (!published || !variant) continue
    const amount = wholesalePrice(variant.price)
    await call(api, `/v1/items/${id}`, key, {
      method: 'PATCH',
      body: JSON.stringify({ group_prices: { [GROUP]: { amount, currency: 'EUR' } } }),
    })
  }
}

/** Waits for the analysis. @returns the families by number */
async function analysed(api: string, key: string): Promise<string[]> {
  for (;;) {
    const { families, computed_at } = await call(api, '/v1/white-space?limit=1', key)
    if (computed_at !== null && families.length > 0) return families
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What reps have recorded in the last weeks. */
async function tellOutcomes(
  api: string,
  key: string,
  families: readonly string[],
  now: number,
): Promise<void> {
  const told = [
    ['W-101', 'Brewing > Iced & cold brew', 'rejected', 'timing_deferred', 9],
    ['W-102', 'Tea > Loose leaf > Green', 'accepted', null, 16],
    ['W-104', 'Pantry > Sweet & spice', 'rejected', 'already_have', 12],
    ['W-107', 'Gifts > Gift boxes & books', 'later', null, 20],
    ['W-109', 'Tableware > Cups & mugs', 'rejected', 'price_sensitivity', 34],
    ['W-110', 'Tea > Loose leaf > Green', 'accepted', null, 5],
  ] as const
  for (const [account_id, family, outcome, reason, days] of told) {
    if (!families.includes(family)) continue
    await call(api, `/v1/accounts/${account_id}/outcomes`, key, {
      method: 'POST',
      body: JSON.stringify({
        outcome_id: `demo-${account_id}`,
        family,
        outcome,
        reason,
        at: now - days * DAY,
      }),
    })
  }
}

/** What people wrote about families. */
const CARDS: readonly (readonly [family: string, card: object])[] = [
  [
    'Pantry > Sweet & spice',
    {
      use_cases: ['Flavoured lattes at €0.60 extra', 'A biscotti beside every espresso'],
      questions: [
        'What do guests take with their coffee?',
        'Do you sell anything sweet after three o’clock?',
      ],
      answers: [
        { reason: 'price_sensitivity', answer: 'A pump of syrup costs four cents.' },
        {
          reason: 'already_have',
          answer: 'Ours is made with sugar from beets, and comes with the coffee: no second delivery.',
        },
      ],
    },
  ],
  [
    'Care > Cleaning & storage',
    {
      use_cases: ['Descale every two months, so that the machine keeps its warranty'],
      questions: ['When was the machine last descaled?'],
      answers: [{ reason: 'already_have', answer: 'What does the maker of your machine allow?' }],
    },
  ],
]
