import type { Context } from 'hono'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { App } from '../http/app.ts'
import { isBound } from '../store/open.ts'
import type { Session } from '../store/shop/sessions.ts'
import { readCookie } from './console.ts'

/**
 * The member as whom everybody looks at the demo shop. No row stands for them, so a visit can neither be stolen nor fill a table, and
 * no shop has a member with this id.
 */
const VISITOR = 'visitor'

/** The shop of the deployment that everybody may look at; undefined where the operator names none, or one whose database is missing. */
export function demoShopOf({ env }: Context<App>): string | undefined {
  const { DEMO_SHOP: shop_id } = env
  return shop_id !== undefined && isBound(env, shop_id) ? shop_id : undefined
}

/** The demo shop, if this browser is looking at it; undefined otherwise. */
export const visitedShop = (c: Context<App>): string | undefined =>
  readCookie(c, 'demo') === undefined ? undefined : demoShopOf(c)

/** The session of a visitor, which is stored nowhere: an analyst without a row. @param now UTC milliseconds */
export const visit = (now: number): Session => ({
  ...{ token_hash: '', session_id: '', member_id: VISITOR, browser: '', created_at: now, seen_at: now },
  ...{ name: '', role: 'analyst', team: null },
})

export const isVisitor = ({ member_id }: Session): boolean => member_id === VISITOR

/** What visitors of the demo shop read besides what an analyst reads: its people are invented. Exports are left out: anybody may visit. */
export const SHOWN_TO_VISITORS: ReadonlySet<string> = new Set([
  'GET /v1/campaigns/{campaign_id}/members',
  'GET /v1/customers/{customer}',
  'GET /v1/customers/{customer}/contacts',
  'GET /v1/customers/{customer}/propensities',
  'GET /v1/decisions',
  'GET /v1/decisions/{decision_id}',
  'GET /v1/propensities/customers',
  'GET /v1/propensities/matrix',
  'GET /v1/segments/{segment_id}/customers',
  'GET /v1/triggers/{trigger_id}/firings',
])

/**
 * Refuses everything but reading, also calls that change nothing: anybody can be a visitor, and a comparison of rules costs hundreds
 * of statements.
 * @throws {PairwellError} `not_permitted`
 */
export function checkVisit(session: Session, method: string): void {
  if (!isVisitor(session) || method === 'GET' || method === 'HEAD') return
  throw new PairwellError(
    'not_permitted',
    'In the demo shop you can look at everything, and change nothing.',
    {
      role: session.role,
      least_role: 'owner',
    },
  )
}
