import { Hono } from 'hono'
import type { DecisionContent } from '../../../../schema/decisions/decisions.ts'
import { type Match, matches, matchForm, matchQuestion } from '../../../../schema/decisions/match.ts'
import type { Shop } from '../../../../schema/shop/shops.ts'
import { isOutbound } from '../../../../vocabulary/decisions/offers.ts'
import { type ErrorCode, PairwellError } from '../../../../vocabulary/errors.ts'
import { decide } from '../../../decisions/decide.ts'
import { deliver } from '../../../decisions/deliver.ts'
import { wholeUrl } from '../../../decisions/whole-url.ts'
import { date } from '../../../export/cells.ts'
import { asText, EXPORT_FORMS } from '../../../export/stream.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { linkOf } from '../../../http/offer-link.ts'
import { valid } from '../../../http/valid.ts'
import { identifierOf } from '../../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../../ingest/identity/join-people.ts'

/** Items of an offer that have columns: a bundle has up to eight, and mail tools take at most fifty columns. */
const PLACES = [0, 1, 2, 3, 4, 5, 6, 7]

/** Columns of the file, the first two by the names that mail tools read. */
const COLUMNS = [
  ...['Email Address', 'customer_id', 'decision_id', 'offer_title', 'offer_text', 'offer_url'],
  ...['offer_image', 'offer_code', 'offer_disclosure', 'offer_expires_at', 'offer_link'],
  ...PLACES.flatMap((at) => ['title', 'price', 'image', 'link'].map((what) => `item_${at + 1}_${what}`)),
]

/** Errors of one customer that are no reason to answer nothing about the others. */
const NOT_NOW: readonly ErrorCode[] = ['no_such_customer', 'contact_not_allowed', 'decision_over']

const NOTHING: Match = { decision_id: null, content: null, expires_at: null }

/**
 * Columns of the items of an offer: the pictures are those of this moment, the links lead to what is sold when they are clicked. An
 * address that works on the shop's pages only is left out.
 */
function itemColumns(
  { items, url }: DecisionContent,
  shop: Shop,
  link: (at: number) => string,
): Record<string, string> {
  const links = items.map((item, at) => (wholeUrl(item.url, shop) ? link(at) : ''))
  const columns = items.flatMap(({ title, price, image_url }, at) => [
    [`item_${at + 1}_title`, title],
    [`item_${at + 1}_price`, price ?? ''],
    [`item_${at + 1}_image`, wholeUrl(image_url, shop) ?? ''],
    [`item_${at + 1}_link`, links[at]],
  ])
  return { offer_link: links[0] ?? url ?? '', ...Object.fromEntries(columns) }
}

/** Decisions for a list of a tool that knows its people by address or id; nothing of the list is kept. */
export const matchRoute = new Hono<App>().post(
  '/decisions/match',
  describe(
    'Next best offers for a list of customers',
    {
      status: 200,
      shape: matches,
      type: 'text/csv',
      what: 'One answer for each customer, in the order of the list; with `form=csv` a file for mail tools. The names are not kept.',
    },
    'invalid_input',
    'invalid_json',
    'unavailable',
  ),
  valid('query', matchForm),
  valid('json', matchQuestion),
  async (c) => {
    const { store, shop } = c.var
    const { channel, customers } = c.req.valid('json')
    const identifier = await identifierOf(c.env, shop)
    const now = Date.now()
    const found: Match[] = []
    for (const { customer_id, customer_email: email } of customers) {
      const fact = identifier.factOf({ customer_id, email })
      const [customer] = fact ? keysOfFact(fact) : []
      found.push(customer === undefined ? NOTHING : await matchOf(customer))
    }
    async function matchOf(customer: string): Promise<Match> {
      try {
        const asked = { customer, channel, context: { item_ids: [] } }
        const { decision } = await decide(store, shop, asked, now)
        if (!decision) return NOTHING
        // What is in the answer is sent now, so it has to be allowed now.
        const { decision_id, expires_at } = decision
        const { content } = isOutbound(channel)
          ? (await deliver(store, shop, decision_id, channel, now)).decision
          : decision
        return { decision_id, content, expires_at }
      } catch (thrown) {
        if (thrown instanceof PairwellError && thrown.code === 'busy') return { ...NOTHING, ask_again: true }
        if (thrown instanceof PairwellError && NOT_NOW.includes(thrown.code)) return NOTHING
        throw thrown
      }
    }
    if (c.req.valid('query').form === 'json') return c.json({ matches: found })
    async function* pages() {
      yield found.map(({ decision_id, content, expires_at }, at) => ({
        'Email Address': customers[at]?.customer_email ?? '',
        customer_id: customers[at]?.customer_id ?? '',
        decision_id: decision_id ?? '',
        offer_title: content?.title ?? '',
        offer_text: content?.body ?? '',
        offer_url: content?.url ?? '',
        offer_image: content?.image_url ?? '',
        offer_code: content?.code ?? '',
        offer_disclosure: content?.disclosure ?? '',
        offer_expires_at: date(expires_at),
        ...(decision_id && content && itemColumns(content, shop, linkOf(c, shop, decision_id, channel))),
      }))
    }
    return c.body(asText({ columns: COLUMNS }, pages(), 'csv'), 200, {
      'Content-Type': EXPORT_FORMS.csv,
      'Content-Disposition': 'attachment; filename="pairwell-offers.csv"',
    })
  },
)
