import { Hono } from 'hono'
import {
  accountBrief,
  callList,
  callQuery,
  itemList,
  itemListQuery,
} from '../../../../schema/accounts/brief.ts'
import { markView, newMark, newOutcome, outcomeView } from '../../../../schema/accounts/outcomes.ts'
import { page } from '../../../../schema/pages.ts'
import { briefOf } from '../../../accounts/brief/brief.ts'
import { callsOf } from '../../../accounts/brief/calls.ts'
import { cartLink, listOf } from '../../../accounts/brief/item-list.ts'
import { outcomeAsView } from '../../../accounts/brief/outcome-view.ts'
import { recordOutcome } from '../../../accounts/brief/record-outcome.ts'
import { scopeOf } from '../../../accounts/scope-of.ts'
import { major } from '../../../export/cells.ts'
import { asText, EXPORT_FORMS } from '../../../export/stream.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { writeMark } from '../../../store/accounts/outcomes.ts'
import { foundAccount } from './accounts.ts'

const LIST_COLUMNS = [
  'item_id',
  'title',
  'quantity',
  'price',
  'currency',
  'availability',
  'url',
  'required_parts',
]

/** What a rep needs for a talk, and what becomes of it. */
export const briefRoutes = new Hono<App>()
  .get(
    '/calls',
    describe(
      'List the calls of a day',
      {
        status: 200,
        shape: callList,
        what: 'Accounts with a reason to call, the most worthwhile first. Those that the contact policy, a complaint or a refusal of calls forbids are counted and not listed.',
      },
      'invalid_input',
    ),
    valid('query', callQuery),
    async (c) => {
      const { store, shop, session } = c.var
      const { rep, limit } = c.req.valid('query')
      return c.json(await callsOf(store, shop, scopeOf(session), rep, limit, Date.now()))
    },
  )
  .get(
    '/:account_id/brief',
    describe(
      'What to know before a talk with an account',
      {
        status: 200,
        shape: accountBrief,
        what: 'Who it is, why now, three openings with their evidence, items, prices and stock, what was refused and why, and the last contacts. What was refused on any channel is gone at the next call.',
      },
      'unknown_account',
    ),
    async (c) => {
      const { store, shop } = c.var
      return c.json(await briefOf(store, shop, await foundAccount(c), Date.now()))
    },
  )
  .post(
    '/:account_id/outcomes',
    describe(
      'Record what became of an opening',
      {
        status: 200,
        shape: outcomeView,
        what: 'An outcome with the same `outcome_id` is stored once. An acceptance or a refusal also counts in the contact policy of the buyer, on every channel.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_account',
      'unknown_buyer',
      'outcome_exists',
    ),
    valid('json', newOutcome),
    async (c) => {
      const { store, shop, session } = c.var
      const { account_id } = await foundAccount(c)
      const given = c.req.valid('json')
      const row = await recordOutcome(store, shop, account_id, given, session?.member_id ?? null, Date.now())
      const view = outcomeAsView(row)
      noteChange(c, { after: { family: view.family, outcome: view.outcome, reason: view.reason } })
      return c.json(view)
    },
  )
  .put(
    '/:account_id/marks',
    describe(
      'Mark a family of an account',
      {
        status: 200,
        shape: page(markView),
        what: 'It buys the family elsewhere, or the family is not for it; null removes the mark. All marks of the account after it.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_account',
    ),
    valid('json', newMark),
    async (c) => {
      const { store, shop, session } = c.var
      const account = await foundAccount(c)
      const now = Date.now()
      const { family, mark, note } = c.req.valid('json')
      const member_id = session?.member_id ?? null
      await writeMark(store, { account_id: account.account_id, family, mark, note, member_id, at: now })
      noteChange(c, { after: { family, mark } })
      const { marks } = await briefOf(store, shop, account, now)
      return c.json({ items: marks, next: null })
    },
  )
  .get(
    '/:account_id/items',
    describe(
      'List items to quote or to order again',
      {
        status: 200,
        shape: itemList,
        type: 'text/csv',
        what: 'With the prices of the account: what it usually orders, or what its openings begin with. With `form=csv` as a file.',
      },
      'invalid_input',
      'unknown_account',
    ),
    valid('query', itemListQuery),
    async (c) => {
      const { store, shop } = c.var
      const { of, form } = c.req.valid('query')
      const items = await listOf(store, shop, await foundAccount(c), of, Date.now())
      if (form === 'json') {
        return c.json({
          items: items.map(({ platform_id: _, ...one }) => one),
          cart_url: cartLink(items),
        })
      }
      async function* pages() {
        yield items.map((one) => ({
          ...{ item_id: one.item_id, title: one.title, quantity: one.quantity },
          ...{ price: major(one.price, shop.currency), currency: shop.currency },
          ...{
            availability: one.availability,
            url: one.url ?? '',
            required_parts: one.required_parts.join(', '),
          },
        }))
      }
      return c.body(asText({ columns: LIST_COLUMNS }, pages(), 'csv'), 200, {
        'Content-Type': EXPORT_FORMS.csv,
        'Content-Disposition': 'attachment; filename="pairwell-items.csv"',
      })
    },
  )
