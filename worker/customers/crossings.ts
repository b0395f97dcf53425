import type { CustomerDetails, WrittenDetails } from '../../schema/customers/details.ts'

/** A threshold of an attribute, such as one that a trigger waits for. */
export type Threshold = { attribute: string; at_least: number }

/**
 * Whether a change lifts an attribute to its threshold: the new value is a number that reaches it, and the one before was lower, or no number.
 * @param before what is known of the person under all keys
 */
export function crosses(
  { attribute, at_least }: Threshold,
  before: Pick<CustomerDetails, 'attributes'>,
  { attributes }: Pick<WrittenDetails, 'attributes'>,
): boolean {
  const [was, is] = [before.attributes?.[attribute], attributes?.[attribute]]
  return typeof is === 'number' && is >= at_least && !(typeof was === 'number' && was >= at_least)
}
