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
