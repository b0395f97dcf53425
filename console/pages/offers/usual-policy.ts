import type { ContactPolicySettings } from '../../../schema/decisions/policy.ts'
import { OUTBOUND_CHANNELS } from '../../../vocabulary/decisions/offers.ts'

/** What holds without a decision of the merchant; the server has the same (schema/decisions/policy.ts; a test compares them). */
export const USUAL_POLICY: Omit<ContactPolicySettings, 'explore_share' | 'contact_costs' | 'assumed_margin'> =
  {
    windows: [
      { channels: [...OUTBOUND_CHANNELS], max: 2, days: 90 },
      { channels: ['email'], max: 1, days: 7 },
    ],
    rests: { accepted: 30, rejected: 90, rejected_category: 30, ignored: 60, seen: 10 },
    quiet_hours: { from: '21:00', to: '08:00' },
    blackout_days: [],
    least_gap_hours: 24,
    decision_days: 14,
    holdout_share: 0,
    without_consent: [],
  }
