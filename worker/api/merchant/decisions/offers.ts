import { type Context, Hono } from 'hono'
import { withActors } from '../../../../schema/authorship.ts'
import {
  MAX_LIVE_OFFERS,
  MAX_OFFERS,
  newOffer,
  type OfferRow,
  offerView,
  type WrittenOffer,
} from '../../../../schema/decisions/offers.ts'
import { page, pageOnly } from '../../../../schema/pages.ts'
import { mergePatchBody } from '../../../../schema/shapes.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { type ApprovedOffer, nextOffer } from '../../../decisions/approve.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe, describeIfMatch } from '../../../http/describe.ts'
import { changedMeanwhile, checkIfMatch, etagOf } from '../../../http/etag.ts'
import { mergePatch } from '../../../http/merge-patch.ts'
import { pageOf } from '../../../http/paginate.ts'
import { checked, valid } from '../../../http/valid.ts'
import { countOffers, deleteOffer, listOffers, writeOffer } from '../../../store/decisions/offers.ts'
import { timeId } from '../../../store/ids.ts'
import type { Store } from '../../../store/open.ts'
import { foundOffer } from './found-offer.ts'

const view = ({ shop_id: _, offer, ...row }: OfferRow) => ({ ...withActors(row), ...offer })

/** @throws {PairwellError} `too_many_offers` */
async function checkRoom(store: Store, isNew: boolean, becomesLive: boolean): Promise<void> {
  const { all, live } = await countOffers(store)
  if (isNew && all >= MAX_OFFERS) {
    throw new PairwellError(
      'too_many_offers',
      `A shop has at most ${MAX_OFFERS} offers. Delete drafts or ended ones.`,
    )
  }
  if (becomesLive && live >= MAX_LIVE_OFFERS) {
    throw new PairwellError(
      'too_many_offers',
      `At most ${MAX_LIVE_OFFERS} offers are live at a time. End one first.`,
    )
  }
}

/** Saves the next version of an offer, and answers with it. */
async function save(c: Context<App>, offer_id: string, before: OfferRow | undefined, offer: WrittenOffer) {
  const { store, actor } = c.var
  const now = Date.now()
  const next: ApprovedOffer = nextOffer(before, offer, actor, now)
  await checkRoom(store, before === undefined, next.status === 'live' && before?.status !== 'live')
  const row = {
    ...next,
    ...{
      offer_id,
      version: (before?.version ?? 0) + 1,
      changed_at: now,
      created_at: before?.created_at ?? now,
    },
  }
  if (!(await writeOffer(store, row))) {
    throw changedMeanwhile()
  }
  const answer = view({ ...row, shop_id: store.shop_id })
  noteChange(c, { ...(before && { before: view(before) }), after: answer })
  c.header('ETag', etagOf(row.version))
  return answer
}

/** The library of offers: what the shop may propose to its customers. */
export const offerRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List offers',
      { status: 200, shape: page(offerView), what: 'Newest first: drafts, approved, live and ended ones.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listOffers(c.var.store, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.offer_id, view))
    },
  )
  .post(
    '/',
    describe(
      'Add an offer',
      { status: 201, shape: offerView, what: 'The offer. Only a live one is made to customers.' },
      'invalid_input',
      'invalid_json',
      'too_many_offers',
      'offer_not_approved',
      'changed_meanwhile',
    ),
    valid('json', newOffer),
    async (c) => c.json(await save(c, timeId('ofr', Date.now()), undefined, c.req.valid('json')), 201),
  )
  .get(
    '/:offer_id',
    describe(
      'One offer',
      { status: 200, shape: offerView, what: 'The offer. `ETag` is its version.' },
      'unknown_offer',
    ),
    async (c) => {
      const row = await foundOffer(c.var.store, c.req.param('offer_id'))
      c.header('ETag', etagOf(row.version))
      return c.json(view(row))
    },
  )
  .patch(
    '/:offer_id',
    describe(
      'Change an offer',
      {
        status: 200,
        shape: offerView,
        what: 'The offer after the change. The body is a JSON Merge Patch (RFC 7396). An approved or live offer whose contents change is a draft again. With `If-Match`, nothing is written if another version is in force.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_offer',
      'too_many_offers',
      'offer_not_approved',
      'changed_meanwhile',
    ),
    describeIfMatch(),
    valid('json', mergePatchBody),
    async (c) => {
      const offer_id = c.req.param('offer_id')
      const before = await foundOffer(c.var.store, offer_id)
      checkIfMatch(c.req.header('If-Match'), before.version)
      const offer = checked('json', newOffer, mergePatch(before.offer, c.req.valid('json')))
      return c.json(await save(c, offer_id, before, offer))
    },
  )
  .delete(
    '/:offer_id',
    describe(
      'Delete an offer',
      { status: 204, what: 'A draft or an ended one. Its decisions and their answers stay.' },
      'unknown_offer',
      'offer_in_use',
    ),
    async (c) => {
      const { store } = c.var
      const before = await foundOffer(store, c.req.param('offer_id'))
      if (!(await deleteOffer(store, before.offer_id))) {
        throw new PairwellError(
          'offer_in_use',
          'The offer is approved or live. Set its status to "ended" first.',
        )
      }
      noteChange(c, { before: view(before) })
      return c.body(null, 204)
    },
  )
