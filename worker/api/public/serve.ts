import type { Context } from 'hono'
import type { RecommendationQuery } from '../../../schema/serving/questions.ts'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { withSignedIds } from '../../auth/answer-id.ts'
import { shopOfKey } from '../../auth/keys.ts'
import type { App } from '../../http/app.ts'
import { noteShopper } from '../../jobs/lease/pace.ts'
import { countPage } from '../../outcomes/page-counter.ts'
import { ask } from '../../serve/answer.ts'
import { inTime } from '../../serve/deadline.ts'
import { isBound, open } from '../../store/open.ts'
import { countUnknown, refuseSearching } from './unknown-items.ts'

const unknownKey = () =>
  new PairwellError('unknown_key', 'This publishable key is unknown. Copy it from the script tag again.')

/** Its id differs in the first digits, which are those that are signed. */
const paused = (full: Recommendation): Recommendation => ({
  ...full,
  recommendation_id: full.recommendation_id.replace(/^r_./, (start) => `r_${start === 'r_0' ? '1' : '0'}`),
  items: [],
  spare: [],
})

const namesItems = ({ item_id, product_id, cart_item_ids = [] }: RecommendationQuery): boolean =>
  item_id !== undefined || product_id !== undefined || cart_item_ids.length > 0

/** The public answer for each requested panel; empty for a paused shop. */
export async function answerOf(
  c: Context<App, '/:pk/*'>,
  question: RecommendationQuery,
): Promise<Recommendation[]> {
  const now = Date.now()
  noteShopper(now)
  const pk = c.req.param('pk')
  const shop_id = shopOfKey('pk', pk)
  if (!shop_id || !isBound(c.env, shop_id)) throw unknownKey()
  const store = open(c.env, shop_id)
  refuseSearching(c, pk, now)
  const { shop, unknown, compose } = await inTime(ask(store, question, now))
  if (!shop?.publishable_keys.includes(pk)) throw unknownKey()
  c.set('store', store)
  if (namesItems(question)) {
    const counts = { asked: 1, unknown: Math.min(1, unknown.length), unknown_ids: [...unknown] }
    c.executionCtx.waitUntil(countPage(store, counts, now))
    if (unknown.length > 0) await countUnknown(c, pk, now)
  }
  const full = await compose(undefined)
  c.header('Cache-Tag', shop_id)
  const shown = shop.status === 'live' ? full : full.map(paused)
  return shown.map((answer) => withSignedIds(c.env, shop_id, answer))
}

/** Sets the cache headers, and returns whether the client already has the current answer. */
export function cached(c: Context<App>, id: string): boolean {
  const etag = `"${id}"`
  // 30 + 60 + 60: a new price is on every page within 150 s.
  c.header('Cache-Control', 'public, max-age=30')
  c.header('Cloudflare-CDN-Cache-Control', 'max-age=60, stale-while-revalidate=60, stale-if-error=3600')
  c.header('Access-Control-Allow-Origin', '*')
  c.header('ETag', etag)
  // `includes`: caches send several tags and weaken them (W/"…").
  return c.req.header('If-None-Match')?.includes(etag) === true
}
