/**
 * Whether one more contact at time `at` keeps the limit in every interval of this length. Intervals are half open: two contacts
 * exactly one length apart are in no interval together.
 *
 * An interval with the most contacts can be moved until it ends with one, so those that end with the new contact, or with one
 * within a length after it, are enough. Those that end with an earlier one have no more than the one that ends with the new contact.
 * @param times  UTC milliseconds of the other contacts, in any order; planned ones may lie after `at`
 * @param max    contacts an interval may have, ≥ 0
 * @param length milliseconds; within 0 there are no two contacts
 */
export function fitsWindow(times: readonly number[], at: number, max: number, length: number): boolean {
  const near = times.filter((time) => Math.abs(time - at) < length)
  if (near.length < max) return true
  const all = [...near, at]
  return all.every((end) => all.filter((time) => time <= end && time > end - length).length <= max)
}
