import { Hono } from 'hono'
import { calendarQuery, contactCalendar, customerContacts } from '../../../../schema/campaigns/contacts.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { namedOption } from '../../../campaigns/options.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { readCalendar, readContactsOf } from '../../../store/campaigns/contacts.ts'

/** When whom we reach: of the shop, and of one customer. */
export const contactRoutes = new Hono<App>()
  .get(
    '/contact-calendar',
    describe(
      'Contacts by day and channel',
      {
        status: 200,
        shape: contactCalendar,
        what: 'Those that were made, and those for which decisions have a place. Days are UTC.',
      },
      'invalid_input',
    ),
    valid('query', calendarQuery),
    async (c) => {
      const { from, days } = c.req.valid('query')
      const first = Date.parse(from)
      return c.json({ days: await readCalendar(c.var.store, first, first + days * DAY, Date.now()) })
    },
  )
  .get(
    '/customers/:customer/contacts',
    describe('Contacts of one customer', {
      status: 200,
      shape: customerContacts,
      what: 'The last hundred that were made or are planned, and the campaigns that run or wait in which the customer is. Empty for an unknown handle.',
    }),
    async (c) => {
      const { contacts, memberships } = await readContactsOf(c.var.store, c.req.param('customer'), Date.now())
      return c.json({
        contacts,
        campaigns: memberships.map(({ campaign_id, role, state, option, campaign }) => ({
          ...{ campaign_id, name: campaign.name, role: role ?? 'spare', state },
          ...(option === null ? { offer_id: null, channel: null } : namedOption(campaign, option)),
        })),
      })
    },
  )
