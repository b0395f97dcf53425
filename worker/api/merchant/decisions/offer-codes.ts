import { Hono } from 'hono'
import { codesView, MAX_CODES, newCodes } from '../../../../schema/decisions/offer-codes.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { addCodes, countCodes, deleteFreeCodes } from '../../../store/decisions/offer-codes.ts'
import { foundOffer } from './found-offer.ts'

/** Codes of an offer's incentive, of which each customer gets another one. The codes themselves are in no answer and no audit. */
export const offerCodeRoutes = new Hono<App>()
  .get(
    '/:offer_id/codes',
    describe(
      'Codes of an offer',
      { status: 200, shape: codesView, what: 'How many are free, and how many customers have.' },
      'unknown_offer',
    ),
    async (c) => {
      const { store } = c.var
      const { offer_id } = await foundOffer(store, c.req.param('offer_id'))
      return c.json({ added: 0, ...(await countCodes(store, offer_id)) })
    },
  )
  .post(
    '/:offer_id/codes',
    describe(
      'Add codes to an offer',
      {
        status: 200,
        shape: codesView,
        what: 'How many were added, are free, and are given. With `own_codes` of the incentive each decision takes one; without a free one the offer is not made (`no_code`).',
      },
      'invalid_input',
      'invalid_json',
      'unknown_offer',
      'too_many_offers',
    ),
    valid('json', newCodes),
    async (c) => {
      const { store } = c.var
      const { offer_id } = await foundOffer(store, c.req.param('offer_id'))
      const counts = await addCodes(store, offer_id, c.req.valid('json').codes)
      if (!counts) {
        throw new PairwellError(
          'too_many_offers',
          `An offer has at most ${MAX_CODES} codes, given ones included.`,
        )
      }
      noteChange(c, { after: counts })
      return c.json(counts)
    },
  )
  .delete(
    '/:offer_id/codes',
    describe(
      'Delete the free codes of an offer',
      { status: 204, what: 'Those that customers have stay theirs.' },
      'unknown_offer',
    ),
    async (c) => {
      const { store } = c.var
      const { offer_id } = await foundOffer(store, c.req.param('offer_id'))
      const before = await countCodes(store, offer_id)
      await deleteFreeCodes(store, offer_id)
      noteChange(c, { before })
      return c.body(null, 204)
    },
  )
