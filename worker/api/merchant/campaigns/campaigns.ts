import { type Context, Hono } from 'hono'
import { withActors } from '../../../../schema/authorship.ts'
import {
  type CampaignRow,
  campaignAction,
  campaignQuery,
  campaignView,
  MAX_CAMPAIGNS,
  newCampaign,
  type WrittenCampaign,
} from '../../../../schema/campaigns/campaigns.ts'
import { NO_WORK } from '../../../../schema/campaigns/work.ts'
import { page } from '../../../../schema/pages.ts'
import { mergePatchBody } from '../../../../schema/shapes.ts'
import type { CampaignStatus } from '../../../../vocabulary/decisions/campaigns.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { isAtLeast } from '../../../../vocabulary/roles.ts'
import { act, noSuchCampaign, wrongState } from '../../../campaigns/act.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe, describeIfMatch } from '../../../http/describe.ts'
import { changedMeanwhile, checkIfMatch, etagOf } from '../../../http/etag.ts'
import { mergePatch } from '../../../http/merge-patch.ts'
import { pageOf } from '../../../http/paginate.ts'
import { checked, valid } from '../../../http/valid.ts'
import {
  countCampaigns,
  deleteCampaign,
  listCampaigns,
  readCampaign,
  writeCampaign,
} from '../../../store/campaigns/campaigns.ts'
import { timeId } from '../../../store/ids.ts'
import type { Store } from '../../../store/open.ts'

/** A campaign in a response. Handles of customers are for those who may see customers. */
const viewFor = (c: Context<App>) => (row: CampaignRow) => {
  const { session } = c.var
  const isHidden = session !== undefined && !isAtLeast(session.role, 'editor')
  const { shop_id: _, campaign, work, ...rest } = withActors(row)
  return {
    ...{ ...rest, ...campaign, looked_at: work.looked_at },
    ...(isHidden &&
      campaign.audience.type === 'list' && { audience: { type: 'list' as const, customers: [] } }),
  }
}

/** What of a campaign stands in the audit: a list of customers outlives nobody there. */
const noted = ({ campaign_id, version, status, campaign }: CampaignRow) => ({
  ...{ campaign_id, version, status, ...campaign, audience: campaign.audience.type },
})

export async function foundCampaign(store: Store, campaign_id: string): Promise<CampaignRow> {
  const row = await readCampaign(store, campaign_id)
  if (!row) throw noSuchCampaign()
  return row
}

/** States in which what the merchant wrote can be changed. */
const EDITABLE: readonly CampaignStatus[] = ['draft', 'checking', 'checked', 'approved']

async function save(
  c: Context<App>,
  campaign_id: string,
  before: CampaignRow | undefined,
  campaign: WrittenCampaign,
) {
  const { store, actor } = c.var
  const now = Date.now()
  const row: Omit<CampaignRow, 'shop_id'> = {
    ...{ campaign_id, version: (before?.version ?? 0) + 1, status: 'draft', campaign },
    ...{ created_at: before?.created_at ?? now, changed_at: now },
    ...{ author_kind: actor.kind, author_id: actor.id, approver_kind: null, approver_id: null },
    approved_at: null,
    ...{ started_at: null, ended_at: null, reason: null, repeats: before?.repeats ?? null },
    ...{ plan: null, results: null, work: NO_WORK },
  }
  if (!(await writeCampaign(store, row))) throw changedMeanwhile()
  const after = { ...row, shop_id: store.shop_id }
  noteChange(c, { ...(before && { before: noted(before) }), after: noted(after) })
  c.header('ETag', etagOf(row.version))
  return viewFor(c)(after)
}

/** Campaigns: who gets which offer, within which limits. */
export const campaignRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List campaigns',
      { status: 200, shape: page(campaignView), what: 'Newest first, of one status where it is given.' },
      'invalid_input',
    ),
    valid('query', campaignQuery),
    async (c) => {
      const { after, limit, status } = c.req.valid('query')
      const rows = await listCampaigns(c.var.store, status, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, ({ campaign_id }) => campaign_id, viewFor(c)))
    },
  )
  .post(
    '/',
    describe(
      'Add a campaign',
      {
        status: 201,
        shape: campaignView,
        what: 'A draft. Check it next: POST /v1/campaigns/{campaign_id}/actions.',
      },
      'invalid_input',
      'invalid_json',
      'too_many_campaigns',
      'changed_meanwhile',
    ),
    valid('json', newCampaign),
    async (c) => {
      if ((await countCampaigns(c.var.store)).all >= MAX_CAMPAIGNS) {
        throw new PairwellError(
          'too_many_campaigns',
          `A shop has at most ${MAX_CAMPAIGNS} campaigns. Delete drafts first.`,
        )
      }
      return c.json(await save(c, timeId('cmp', Date.now()), undefined, c.req.valid('json')), 201)
    },
  )
  .get(
    '/:campaign_id',
    describe(
      'One campaign',
      {
        status: 200,
        shape: campaignView,
        what: 'With its plan once it was checked, and its results once it runs, counted every six hours. Its ETag is its version.',
      },
      'unknown_campaign',
    ),
    async (c) => {
      const row = await foundCampaign(c.var.store, c.req.param('campaign_id'))
      c.header('ETag', etagOf(row.version))
      return c.json(viewFor(c)(row))
    },
  )
  .patch(
    '/:campaign_id',
    describe(
      'Change a campaign',
      {
        status: 200,
        shape: campaignView,
        what: 'The campaign after the change, which is a draft again. The body is a JSON Merge Patch (RFC 7396). With `If-Match`, nothing is written if another version is in force.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_campaign',
      'campaign_state',
      'changed_meanwhile',
    ),
    describeIfMatch(),
    valid('json', mergePatchBody),
    async (c) => {
      const before = await foundCampaign(c.var.store, c.req.param('campaign_id'))
      checkIfMatch(c.req.header('If-Match'), before.version)
      if (!EDITABLE.includes(before.status)) throw wrongState(before, EDITABLE)
      const written = checked('json', newCampaign, mergePatch({ ...before.campaign }, c.req.valid('json')))
      return c.json(await save(c, before.campaign_id, before, written))
    },
  )
  .delete(
    '/:campaign_id',
    describe(
      'Delete a campaign',
      { status: 204, what: 'One that was never approved.' },
      'unknown_campaign',
      'campaign_state',
    ),
    async (c) => {
      const before = await foundCampaign(c.var.store, c.req.param('campaign_id'))
      if (!(await deleteCampaign(c.var.store, before.campaign_id))) {
        throw wrongState(before, ['draft', 'checking', 'checked'])
      }
      noteChange(c, { before: noted(before) })
      return c.body(null, 204)
    },
  )
  .post(
    '/:campaign_id/actions',
    describe(
      'Check, approve, pause, resume or stop a campaign',
      {
        status: 202,
        shape: campaignView,
        what: 'The campaign after it. `check` goes through the audience in the background; the plan can be read when the status is `checked`.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_campaign',
      'campaign_state',
      'unknown_offer',
      'unknown_segment',
      'too_many_campaigns',
    ),
    valid('json', campaignAction),
    async (c) => {
      const { action, reason } = c.req.valid('json')
      const { store, actor } = c.var
      const { before, after } = await act(
        store,
        c.req.param('campaign_id'),
        action,
        actor,
        reason,
        Date.now(),
      )
      noteChange(c, { before: { status: before.status }, after: { status: after.status, action, reason } })
      return c.json(viewFor(c)(after), 202)
    },
  )
