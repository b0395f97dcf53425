import type { OfferRow } from '../../../../schema/decisions/offers.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { readOffer } from '../../../store/decisions/offers.ts'
import type { Store } from '../../../store/open.ts'

/** @throws {PairwellError} `unknown_offer` */
export async function foundOffer(store: Store, offer_id: string): Promise<OfferRow> {
  const row = await readOffer(store, offer_id)
  if (!row) throw new PairwellError('unknown_offer', 'There is no such offer. GET /v1/offers lists them.')
  return row
}
