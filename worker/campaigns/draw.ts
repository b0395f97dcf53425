import { hash32 } from '../../engine/numbers/hash.ts'
import type { MemberOption } from '../../schema/campaigns/members.ts'

/** A number, 0 ≤ x < 1, of a customer in a campaign: the same whenever it is asked for. */
const drawn = (what: string, campaign_id: string, customer: string): number =>
  hash32(`${what} ${campaign_id} ${customer}`) / 2 ** 32

/**
 * Whether a customer is in the control of a campaign, if the plan chooses them. All runs of a recurring campaign have the same control: another one
 * would be contacted while its purchases of the run before still count.
 * @param campaign_id of the first run
 */
export const isControl = (campaign_id: string, customer: string, share: number): boolean =>
  drawn('control', campaign_id, customer) < share

/** Whether a customer whom the plan chose is among those who are contacted first. */
export const isTest = (campaign_id: string, customer: string, share: number): boolean =>
  drawn('test', campaign_id, customer) < share

/**
 * The option with which a customer is contacted in the test: drawn among the offers on the channel that the plan chose, so that each of them
 * is tried on the same kind of customers.
 */
export function testOption(
  campaign_id: string,
  customer: string,
  options: readonly MemberOption[],
  chosen: MemberOption,
  channels: number,
): MemberOption {
  const onChannel = options.filter(([number]) => number % channels === chosen[0] % channels)
  return onChannel[Math.floor(drawn('option', campaign_id, customer) * onChannel.length)] ?? chosen
}
