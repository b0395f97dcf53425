import { Hono } from 'hono'
import { type MemberView, memberQuery, memberView } from '../../../../schema/campaigns/members.ts'
import { page } from '../../../../schema/pages.ts'
import { namedOption } from '../../../campaigns/options.ts'
import { date } from '../../../export/cells.ts'
import { asText, EXPORT_FORMS } from '../../../export/stream.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { linkOf } from '../../../http/offer-link.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import { type ListedMember, listMembers } from '../../../store/campaigns/members.ts'
import { foundCampaign } from './campaigns.ts'

const COLUMNS = [
  ...['customer', 'role', 'channel', 'offer_id', 'state', 'turn_at', 'withheld_because', 'decision_id'],
  ...['offer_title', 'offer_text', 'offer_url', 'offer_code', 'offer_disclosure', 'offer_link'],
]
/** Members of one read for a file. */
const FILE_PAGE = 1_000

/** The customers of a campaign, and what each is sent. */
export const campaignMemberRoutes = new Hono<App>().get(
  '/:campaign_id/members',
  describe(
    'List the members of a campaign',
    {
      status: 200,
      shape: page(memberView),
      type: 'text/csv',
      what: 'Once the plan is made, by customer: what each is in it, and the decision when the turn has come. With `form=csv` all of them as a file. Ask for delivery before sending.',
    },
    'invalid_input',
    'unknown_campaign',
  ),
  valid('query', memberQuery),
  async (c) => {
    const { store, shop } = c.var
    const { campaign_id, campaign } = await foundCampaign(store, c.req.param('campaign_id'))
    const { after, limit, role, form } = c.req.valid('query')
    const now = Date.now()
    const view = ({ option, content, ...row }: ListedMember): MemberView => {
      const { customer, role: own, state, released_at, blocked_by, decision_id } = row
      const named = option === null ? { offer_id: null, channel: null } : namedOption(campaign, option)
      return {
        ...{ customer, role: own ?? 'spare', ...named, state, released_at, blocked_by, decision_id, content },
      }
    }
    if (form === 'json') {
      const rows = await listMembers(store, campaign_id, role, after, limit + 1, now)
      return c.json(pageOf(rows, limit, ({ customer }) => customer, view))
    }
    async function* pages() {
      for (let from = after; ; ) {
        const rows = await listMembers(store, campaign_id, role, from, FILE_PAGE, now)
        yield rows.map(view).map(({ content, ...one }) => ({
          ...{
            customer: one.customer,
            role: one.role,
            channel: one.channel ?? '',
            offer_id: one.offer_id ?? '',
          },
          ...{ state: one.state ?? '', turn_at: date(one.released_at), decision_id: one.decision_id ?? '' },
          withheld_because: one.blocked_by ?? '',
          ...{ offer_title: content?.title ?? '', offer_text: content?.body ?? '' },
          ...{ offer_url: content?.url ?? '', offer_code: content?.code ?? '' },
          offer_disclosure: content?.disclosure ?? '',
          offer_link:
            one.decision_id && content?.url && one.channel
              ? linkOf(c, shop, one.decision_id, one.channel)(0)
              : '',
        }))
        const last = rows.at(-1)
        if (rows.length < FILE_PAGE || !last) return
        from = last.customer
      }
    }
    return c.body(asText({ columns: COLUMNS }, pages(), 'csv'), 200, {
      'Content-Type': EXPORT_FORMS.csv,
      'Content-Disposition': 'attachment; filename="pairwell-campaign.csv"',
    })
  },
)
