import { Hono } from 'hono'
import { keyConflict, keyDecision } from '../../../schema/orders/people.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { type CustomerIds, customerIds } from '../../auth/customer-id.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { isJoining, type KeyRow } from '../../ingest/identity/join-people.ts'
import { decideKey } from '../../ingest/identity/link-people.ts'
import type { Store } from '../../store/open.ts'
import { listConflicts, readKeys } from '../../store/orders/people.ts'

/** The conflicts with the merchant's own ids of the customers concerned. */
async function viewsOf(store: Store, rows: readonly KeyRow[], ids: CustomerIds) {
  const partners = rows.flatMap(({ kind, partners }) => (kind === 'email' ? partners : []))
  const known = new Map((await readKeys(store, [...new Set(partners)])).map((row) => [row.key, row]))
  return rows.map((row) => {
    const named = row.kind === 'email' ? row.partners.map((key) => known.get(key)) : [row]
    const customer_ids = named.flatMap((one) => (one?.sealed ? (ids.open(one.sealed) ?? []) : []))
    return { key: row.key, kind: row.kind, state: row.state, joins: isJoining(row), customer_ids }
  })
}

/** Names of customers that may stand for several people, and the merchant's decisions about them. */
export const personKeyRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List names that several customers share',
      {
        status: 200,
        shape: page(keyConflict),
        what: 'E-mail addresses with several customer ids, and ids with several addresses. With your own ids of the customers; addresses are not stored.',
      },
      'invalid_input',
      'unavailable',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { store } = c.var
      const { after, limit } = c.req.valid('query')
      const rows = await listConflicts(store, after, limit + 1)
      const views = await viewsOf(store, rows, customerIds(c.env, store.shop_id))
      return c.json(
        pageOf(
          views,
          limit,
          ({ key }) => key,
          (view) => view,
        ),
      )
    },
  )
  .put(
    '/',
    describe(
      'Decide whether a shared name joins customers',
      {
        status: 200,
        shape: keyConflict,
        what: 'The key after the decision: with `joins: false` the customers who share it are separate people. A key with more than five partners joins nobody in any case.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_person_key',
      'unavailable',
    ),
    valid('json', keyDecision),
    async (c) => {
      const { store } = c.var
      const { key, joins } = c.req.valid('json')
      const row = await decideKey(store, key, joins)
      if (!row) {
        throw new PairwellError(
          'unknown_person_key',
          'There is no such key. GET /v1/person-keys lists those that several customers share.',
        )
      }
      noteChange(c, { after: { joins } })
      const [view] = await viewsOf(store, [row], customerIds(c.env, store.shop_id))
      return c.json(view)
    },
  )
