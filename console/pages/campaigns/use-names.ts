import type { CampaignView } from '../../../schema/campaigns/campaigns.ts'
import type { CampaignCheck } from '../../../schema/campaigns/check.ts'
import type { SegmentView } from '../../../schema/customers/segments.ts'
import type { OfferView } from '../../../schema/decisions/offers.ts'
import { useAll, useResource } from '../../api/resource.ts'

/** Offers and segments, whose names stand for their ids. */
export type Names = { offers: readonly OfferView[]; segments: readonly SegmentView[] }

/** The plan of a campaign. */
export type PlanProps = { campaign: CampaignView; plan: CampaignCheck; names: Names }

const NOTHING: Names = { offers: [], segments: [] }

/** Reads offers and segments; none while they are being read. */
export function useNames(): Names {
  const offers = useAll<OfferView>('/v1/offers?limit=200').data?.items
  const segments = useResource<{ items: SegmentView[] }>('/v1/segments').data?.items
  return { offers: offers ?? NOTHING.offers, segments: segments ?? NOTHING.segments }
}
