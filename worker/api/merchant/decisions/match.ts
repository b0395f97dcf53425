import { Hono } from 'hono'
import { type Match, matches, matchForm, matchQuestion } from '../../../../schema/decisions/match.ts'
import { type ErrorCode, PairwellError } from '../../../../vocabulary/errors.ts'
import { isOutbound } from '../../../../vocabulary/offers.ts'
import { decide } from '../../../decisions/decide.ts'
import { deliver } from '../../../decisions/deliver.ts'
import { date } from '../../../export/cells.ts'
import { asText, EXPORT_FORMS } from '../../../export/stream.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { identifierOf } from '../../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../../ingest/identity/join-people.ts'

/** Columns of the file, the first two by the names that mail tools read. */
const COLUMNS = [
  ...['Email Address', 'customer_id', 'decision_id', 'offer_title', 'offer_text', 'offer_url'],
  ...['offer_image', 'offer_code', 'offer_disclosure', 'offer_expires_at'],
]

/** Errors of one customer that are no reason to answer nothing about the others. */
const NOT_NOW: readonly ErrorCode[] = ['no_such_customer', 'contact_not_allowed', 'decision_over', 'busy']

const NOTHING: Match = { decision_id: null, content: null, expires_at: null }

/** Decisions for a list of a tool that knows its people by address or id; nothing of the list is kept. */
export const matchRoute = new Hono<App>().post(
  '/decisions/match',
  describe(
    'Next best offers for a list of customers',
    {
      status: 200,
      shape: matches,
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
      }))
    }
    return c.body(asText({ columns: COLUMNS }, pages(), 'csv'), 200, {
      'Content-Type': EXPORT_FORMS.csv,
      'Content-Disposition': 'attachment; filename="pairwell-offers.csv"',
    })
  },
)
